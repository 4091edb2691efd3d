using Microsoft.Extensions.Logging;

namespace PdcBus;

/// <summary>
/// Sends over one connection at a time, to that server of a list which is well. What messengers with a protocol of
/// their own build on: they bring the connection, this class decides when to open one and where.
/// </summary>
/// <remarks>
/// It connects when there is something to send. An attempt goes through the whole list, each server with its own
/// deadline; only when all have failed do the waiting sends fail, as unreachable. While it is connected to another server
/// than the first, it looks from time to time whether a better one is well again, and moves over. It repeats no message:
/// that is the relay's business.
/// </remarks>
public sealed partial class EndpointSender : IAsyncDisposable
{
    /// <summary>What one server has time for, from the name's resolution to the protocol's welcome.</summary>
    public static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    private readonly string _messenger;
    private readonly IReadOnlyList<Uri> _endpoints;
    private readonly Func<Uri, CancellationToken, Task<IEndpointConnection>> _connect;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly EndpointSchedule _schedule;
    private readonly long _made;

    private readonly Lock _gate = new();
    private readonly Queue<PendingSend> _waiting = new();
    private readonly CancellationTokenSource _end = new();
    private readonly HashSet<Task> _background = [];
    private Link? _link;
    private bool _isConnecting;
    private bool _isMoving;
    private Task? _disposal;

    /// <summary>Nothing is opened yet.</summary>
    /// <param name="messenger">The messenger's name, for the log.</param>
    /// <param name="endpoints">The servers, best first. No passwords: they are named in the log.</param>
    /// <param name="randomStart">Begin at a random place of the list, which then counts as its first.</param>
    /// <param name="connect">
    /// Opens a connection, or throws a <see cref="MessengerException"/> that says why not. The token is the deadline.
    /// </param>
    /// <param name="clock">The clock.</param>
    /// <param name="logger">The messenger's logger.</param>
    public EndpointSender(
        string messenger, IReadOnlyList<Uri> endpoints, bool randomStart,
        Func<Uri, CancellationToken, Task<IEndpointConnection>> connect, TimeProvider clock, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentOutOfRangeException.ThrowIfZero(endpoints.Count, nameof(endpoints));
        _messenger = messenger;
        _endpoints = endpoints;
        _connect = connect;
        _clock = clock;
        _logger = logger;
        _made = clock.GetTimestamp();
        _schedule = new EndpointSchedule(endpoints.Count, randomStart ? Random.Shared.Next(endpoints.Count) : 0);
    }

    private TimeSpan Now => _clock.GetElapsedTime(_made);

    /// <summary>Sends one message; see <see cref="IMessenger.SendAsync"/>. Messages go out in the order of the calls.</summary>
    public Task SendAsync(PdcMessage message, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled(cancellationToken);
        var send = new PendingSend(message);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposal is not null, this);
            if (_isConnecting || _link?.Connection.TrySend(send) != true)
            {
                while (_waiting.TryPeek(out var oldest) && oldest.IsOver) _waiting.Dequeue();
                _waiting.Enqueue(send);
                if (!_isConnecting) Connect();
            }
            else if (!_isMoving && _schedule.Better(_link.Endpoint, Now) is { } better)
            {
                Move(better);
            }
        }

        send.CancelBy(cancellationToken);
        return send.Task;
    }

    /// <summary>Sends off what was taken, waits a few seconds for its outcome, and closes. A second call waits, too.</summary>
    public ValueTask DisposeAsync()
    {
        lock (_gate) _disposal ??= Task.Run(CloseAsync);
        return new ValueTask(_disposal);
    }

    private void Connect()
    {
        _isConnecting = true;
        var lost = _link;
        _link = null;
        Start(() => ConnectAsync(lost));
    }

    private void Move(int better)
    {
        _isMoving = true;
        Start(() => MoveAsync(better));
    }

    private async Task ConnectAsync(Link? lost)
    {
        if (lost is not null) await EndAsync(lost).ConfigureAwait(false);
        var failures = new List<string>();
        IReadOnlyList<int> order;
        TimeSpan pause;
        lock (_gate)
        {
            order = _schedule.Order(Now);
            pause = _schedule.PauseBefore(order[0], Now);
        }

        if (pause > TimeSpan.Zero) await Task.Delay(pause, _clock, _end.Token).ConfigureAwait(false);
        foreach (var endpoint in order)
        {
            var (connection, failure) = await OpenAsync(endpoint).ConfigureAwait(false);
            if (connection is not null)
            {
                await AdoptAsync(connection, endpoint, failures).ConfigureAwait(false);
                return;
            }

            failures.Add(failure!);
        }

        FailWaiting(string.Join(' ', failures));
    }

    /// <summary>A better server may be well again. If it is, new messages go there and the old connection is emptied.</summary>
    private async Task MoveAsync(int better)
    {
        try
        {
            var (connection, _) = await OpenAsync(better).ConfigureAwait(false);
            if (connection is not null) await AdoptAsync(connection, better, []).ConfigureAwait(false);
        }
        finally
        {
            lock (_gate) _isMoving = false;
        }
    }

    private async Task<(IEndpointConnection? Connection, string? Failure)> OpenAsync(int endpoint)
    {
        using var deadline = new CancellationTokenSource(ConnectTimeout, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, _end.Token);
        string failure;
        try
        {
            return (await _connect(_endpoints[endpoint], either.Token).ConfigureAwait(false), null);
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception error)
        {
            // Whatever it is, those who wait must hear of it.
            failure = deadline.IsCancellationRequested
                ? $"It did not answer within {ConnectTimeout.TotalSeconds:0} s."
                : error.Message;
        }

        lock (_gate) _schedule.Refused(endpoint, Now, Random.Shared.NextDouble());
        return (null, $"{_endpoints[endpoint].Authority}: {failure}");
    }

    private async Task AdoptAsync(IEndpointConnection connection, int endpoint, List<string> failures)
    {
        var link = new Link(connection, endpoint);
        Link? old;
        lock (_gate)
        {
            old = _disposal is null ? _link : link;
            if (_disposal is null) Use(link);
        }

        if (old != link)
        {
            if (failures.Count == 0) Log.Connected(_logger, _messenger, _endpoints[endpoint].Authority);
            else Log.ConnectedInstead(_logger, _messenger, _endpoints[endpoint].Authority, string.Join(' ', failures));
            Start(() => WatchAsync(link));
        }

        if (old is not null) await old.Connection.DisposeAsync().ConfigureAwait(false);
    }

    private void Use(Link link)
    {
        _link = link;
        _isConnecting = false;
        while (_waiting.TryPeek(out var send))
        {
            if (!send.IsOver && !link.Connection.TrySend(send))
            {
                // It is over already; what waits goes over the next one.
                Connect();
                return;
            }

            _waiting.Dequeue();
        }
    }

    private async Task WatchAsync(Link link)
    {
        await EndAsync(link).ConfigureAwait(false);
        await link.Connection.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Waits for the end of a connection and takes it into account, once.</summary>
    private async Task EndAsync(Link link)
    {
        var end = await link.Connection.Ended.ConfigureAwait(false);
        lock (_gate)
        {
            if (end is null || link.IsAccountedFor) return;
            link.IsAccountedFor = true;
            _schedule.Lost(link.Endpoint, end, Now, Random.Shared.NextDouble());
        }

        Log.Lost(_logger, _messenger, _endpoints[link.Endpoint].Authority, end.Reason);
    }

    private void FailWaiting(string reason)
    {
        PendingSend[] waiting;
        lock (_gate)
        {
            waiting = [.. _waiting];
            _waiting.Clear();
            _isConnecting = false;
        }

        foreach (var send in waiting) send.Fail(new MessengerException(MessengerErrorKind.Unreachable, reason));
    }

    /// <summary>Runs beside the callers, and is waited for at the end. Called with the gate held, or from such a task.</summary>
    private void Start(Func<Task> work)
    {
        var task = Task.Run(async () =>
        {
            try
            {
                await work().ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (_end.IsCancellationRequested)
            {
            }
        });
        lock (_gate)
        {
            _background.RemoveWhere(t => t.IsCompleted);
            _background.Add(task);
        }
    }

    private async Task CloseAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        Link? link;
        lock (_gate) link = _link;
        if (link is not null) await link.Connection.DisposeAsync().ConfigureAwait(false);
        FailWaiting("The messenger is closed.");
        Task[] background;
        lock (_gate) background = [.. _background];
        await Task.WhenAll(background).ConfigureAwait(false);
        _end.Dispose();
    }

    private sealed class Link(IEndpointConnection connection, int endpoint)
    {
        public IEndpointConnection Connection => connection;

        public int Endpoint => endpoint;

        public bool IsAccountedFor { get; set; }
    }

    private static partial class Log
    {
        [LoggerMessage(1300, LogLevel.Information, "{Messenger} is connected to {Endpoint}.")]
        public static partial void Connected(ILogger logger, string messenger, string endpoint);

        [LoggerMessage(1301, LogLevel.Warning, "{Messenger} is connected to {Endpoint}, because others failed. {Failures}")]
        public static partial void ConnectedInstead(ILogger logger, string messenger, string endpoint, string failures);

        [LoggerMessage(1302, LogLevel.Warning, "{Messenger} has lost {Endpoint}: {Reason}")]
        public static partial void Lost(ILogger logger, string messenger, string endpoint, string reason);
    }
}
