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
public sealed class EndpointSender : IAsyncDisposable
{
    /// <summary>What one server has time for, from the name's resolution to the protocol's welcome.</summary>
    public static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    private readonly IReadOnlyList<Uri> _endpoints;
    private readonly Func<Uri, CancellationToken, Task<IEndpointConnection>> _connect;
    private readonly TimeProvider _clock;
    private readonly EndpointLog _log;
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
        _endpoints = endpoints;
        _connect = connect;
        _clock = clock;
        _log = new EndpointLog(messenger, endpoints, logger);
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
                Move(_link, better);
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

    private void Move(Link from, int better)
    {
        _isMoving = true;
        Start(() => MoveAsync(from, better));
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
                await AdoptAsync(connection, endpoint, inPlaceOf: null, failures).ConfigureAwait(false);
                return;
            }

            failures.Add(failure!);
        }

        FailWaiting(string.Join(' ', failures));
    }

    /// <summary>A better server may be well again. If it is, new messages go there and the old connection is emptied.</summary>
    private async Task MoveAsync(Link from, int better)
    {
        try
        {
            var (connection, _) = await OpenAsync(better).ConfigureAwait(false);
            if (connection is not null) await AdoptAsync(connection, better, from, []).ConfigureAwait(false);
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

    /// <summary>Uses a new connection, unless the one that it was meant to replace has been lost in the meantime.</summary>
    private async Task AdoptAsync(IEndpointConnection connection, int endpoint, Link? inPlaceOf, List<string> failures)
    {
        var link = new Link(connection, endpoint);
        bool isWanted;
        lock (_gate)
        {
            isWanted = _disposal is null && _link == inPlaceOf;
            if (isWanted) Use(link);
        }

        if (isWanted)
        {
            _log.Connected(endpoint, failures);
            Start(() => WatchAsync(link));
        }

        var old = isWanted ? inPlaceOf : link;
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

        _log.Lost(link.Endpoint, end);
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
            catch (Exception error)
            {
                // A connection is not supposed to fail here; if it does nobody must wait for ever.
                _log.Failed(error);
                FailWaiting($"Connecting failed: {error.Message}");
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
}
