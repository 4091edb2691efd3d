using Amqp;
using Amqp.Framing;

namespace PdcBus;

/// <summary>One connection with one session, and a link for each topic.</summary>
/// <remarks>
/// Only <see cref="Step"/> calls the library, one step after the other and never with the gate held: the library calls
/// back with locks of its own. What it says about the end of a link, session or connection is heard in
/// <see cref="Handle"/>, before it makes up outcomes for what was under way. Whatever ends the connection does so in
/// <see cref="End"/>, once: the socket is closed, and every message that was taken has its outcome.
/// </remarks>
internal sealed partial class AmqpConnection : IEndpointConnection
{
    /// <summary>How long the first message of the queue may wait for a link while none is under way.</summary>
    internal static readonly TimeSpan LinkTimeout = TimeSpan.FromSeconds(10);

    /// <summary>What the server is asked to stay below (Open, section 2.7.1: idle-time-out).</summary>
    internal static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(10);

    /// <summary>What closing gives the messages that are under way.</summary>
    internal static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(5);

    /// <summary>What closing gives the server to say goodbye.</summary>
    internal static readonly TimeSpan GoodbyeTimeout = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private readonly AmqpTransport _transport;
    private readonly AmqpAddress _address;
    private readonly PdcWireProfile _profile;
    private readonly int _maxBody;
    private readonly TimeProvider _clock;

    private readonly Lock _gate = new();
    private readonly Queue<(PendingSend Send, long Taken)> _queue = new();
    private readonly AmqpFlights _flights;
    private readonly AmqpLinks _links = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<ConnectionEnd?> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ITimer _timer;
    private Connection? _connection;
    private Session? _session;
    private bool _hasConfirmed;
    private bool _isOver;
    private Task? _closing;

    public AmqpConnection(
        AmqpTransport transport, AmqpAddress address, PdcWireProfile profile, int maxBody, TimeProvider clock)
    {
        _transport = transport;
        _address = address;
        _profile = profile;
        _maxBody = maxBody;
        _clock = clock;
        _flights = new AmqpFlights(clock);
        _timer = clock.CreateTimer(_ => Watch(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _onOutcome = OnOutcome;
        transport.Handled = OnHandled;
        transport.Failed = error => Lose($"The line failed: {PeerText.Clean(error.GetBaseException().Message).TrimEnd('.')}.");
    }

    public Task<ConnectionEnd?> Ended => _ended.Task;

    /// <summary>Logs in, and opens connection and session.</summary>
    /// <param name="factory">Knows the transport and the login.</param>
    /// <param name="address">The server, with a user for PLAIN.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async Task OpenAsync(ConnectionFactory factory, Address address, CancellationToken cancellationToken)
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _connection = await factory.CreateAsync(address, cancellationToken, this).ConfigureAwait(false);
        _session = new Session(
            _connection,
            new Begin { NextOutgoingId = 0, IncomingWindow = 2048, OutgoingWindow = 2048, HandleMax = 1023 },
            (_, begin) =>
            {
                lock (_gate) _links.Limit(begin.HandleMax);
                begun.TrySetResult();
            });
        await Task.WhenAny(begun.Task, _ended.Task).ConfigureAwait(false);
        if (_ended.Task.IsCompleted) throw _transport.Failure ?? new IOException("The server closed the connection.");
        _timer.Change(Tick, Tick);
    }

    public bool TrySend(PendingSend send)
    {
        lock (_gate)
        {
            if (_isOver || _closing is not null) return false;
            _queue.Enqueue((send, _clock.GetTimestamp()));
        }

        Pulse();
        return true;
    }

    public ValueTask DisposeAsync()
    {
        lock (_gate) _closing ??= CloseAsync();
        return new ValueTask(_closing);
    }

    /// <summary>Outcomes first and Close then: the library gives back as released what is under way when it closes.</summary>
    private async Task CloseAsync()
    {
        await Task.Yield();
        Pulse();
        await WaitAsync(Task.WhenAny(_drained.Task, _ended.Task), DrainTimeout).ConfigureAwait(false);
        if (_drained.Task.IsCompleted && !_ended.Task.IsCompleted)
        {
            SayGoodbye();
            await WaitAsync(_ended.Task, GoodbyeTimeout).ConfigureAwait(false);
        }

        End(null, _ => ConnectionEnd.InDoubt("The connection was closed before the server had confirmed."));
        await _timer.DisposeAsync().ConfigureAwait(false);
        await _transport.DisposeAsync().ConfigureAwait(false);
    }

    private void SayGoodbye()
    {
        try
        {
            _connection!.Close(TimeSpan.Zero);
        }
        catch (Exception error) when (error is AmqpException or ObjectDisposedException)
        {
            // The server was faster.
        }
    }

    private async Task WaitAsync(Task task, TimeSpan limit) =>
        await task.WaitAsync(limit, _clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>The library has timers, too; theirs take 24 seconds, and follow the time of day.</summary>
    private void Watch()
    {
        TimeSpan? overdue;
        var wait = TimeSpan.Zero;
        lock (_gate)
        {
            overdue = _flights.Overdue;
            if (_flights.Count == 0 && _queue.TryPeek(out var first)) wait = _clock.GetElapsedTime(first.Taken);
        }

        if (overdue is { } age)
        {
            Lose($"The server has not confirmed a message for {age.TotalSeconds:0} s.", wasSilent: true);
        }
        else if (wait > LinkTimeout)
        {
            Lose($"The server has not attached a link within {wait.TotalSeconds:0} s.", wasSilent: true);
        }
        else if (_transport.Silence > IdleTimeout * 1.5)
        {
            Lose($"The server has given no sign of life for {_transport.Silence.TotalSeconds:0} s.", wasSilent: true);
        }
    }

    private void Lose(string reason, bool wasSilent = false) =>
        End(new ConnectionEnd(reason, wasSilent, _hasConfirmed), _ => ConnectionEnd.InDoubt(reason));

    private void End(ConnectionEnd? end, Func<PendingSend, MessengerException> error)
    {
        List<PendingSend> open;
        lock (_gate)
        {
            if (_isOver) return;
            _isOver = true;
            if (_closing is not null) end = null;
            open = [.. _flights.RemoveOf().Select(f => f.Send), .. _queue.Select(q => q.Send)];
            _queue.Clear();
        }

        _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _transport.Close();
        foreach (var send in open) send.Fail(error(send));
        _ended.TrySetResult(end);
    }
}
