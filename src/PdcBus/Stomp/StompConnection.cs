using System.IO.Pipelines;
using System.Net.Sockets;

namespace PdcBus;

/// <summary>One connection: a loop that writes, a loop that reads, and a timer that watches over both.</summary>
/// <remarks>
/// Only the writing loop touches the output, so frames and heart-beats never mix. Whatever ends the connection does so in
/// <see cref="End"/>, once: the socket is closed, and every message that was taken has its outcome.
/// </remarks>
internal sealed partial class StompConnection : IEndpointConnection
{
    /// <summary>What closing gives the messages that are under way.</summary>
    internal static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(5);

    /// <summary>What closing gives the server to say goodbye.</summary>
    internal static readonly TimeSpan GoodbyeTimeout = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan MinTick = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MaxTick = TimeSpan.FromSeconds(1);

    private readonly Socket _socket;
    private readonly Stream _stream;
    private readonly StompHeartBeat _heartBeat;
    private readonly StompReceipts _receipts;
    private readonly TimeProvider _clock;

    private readonly Lock _gate = new();
    private readonly Queue<PendingSend> _queue = new();
    private readonly Wake _wake = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource<ConnectionEnd?> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ITimer _timer;
    private Task _writing = Task.CompletedTask;
    private Task _reading = Task.CompletedTask;
    private Task? _closing;
    private bool _isOver;

    public StompConnection(
        Socket socket, Stream stream, PipeReader input, StompFrameReader reader, PipeWriter output,
        StompFrameWriter writer, StompHeartBeat heartBeat, StompReceipts receipts, IStompConfirmation confirmation,
        TimeProvider clock)
    {
        _socket = socket;
        _stream = stream;
        _input = input;
        _reader = reader;
        _output = output;
        _writer = writer;
        _heartBeat = heartBeat;
        _receipts = receipts;
        _confirmation = confirmation;
        _clock = clock;
        _lastHeard = _lastWritten = clock.GetTimestamp();
        _timer = clock.CreateTimer(_ => Watch(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public Task<ConnectionEnd?> Ended => _ended.Task;

    public void Start()
    {
        _writing = Task.Run(WriteAsync);
        _reading = Task.Run(ReadAsync);
        var tick = _heartBeat.Send / 8;
        if (tick > MaxTick || tick == TimeSpan.Zero) tick = MaxTick;
        if (tick < MinTick) tick = MinTick;
        _timer.Change(tick, tick);
    }

    public bool TrySend(PendingSend send)
    {
        lock (_gate)
        {
            if (_isOver || _closing is not null) return false;
            _queue.Enqueue(send);
        }

        _wake.Pulse();
        return true;
    }

    public ValueTask DisposeAsync()
    {
        lock (_gate) _closing ??= CloseAsync();
        return new ValueTask(_closing);
    }

    /// <summary>Receipts first and DISCONNECT then: RabbitMQ's receipt for DISCONNECT flushes nothing.</summary>
    private async Task CloseAsync()
    {
        await Task.Yield();
        _wake.Pulse();
        await WaitAsync(Task.WhenAny(_goodbye.Task, _ended.Task), DrainTimeout).ConfigureAwait(false);
        if (_goodbye.Task.IsCompleted) await WaitAsync(_ended.Task, GoodbyeTimeout).ConfigureAwait(false);
        End(null, _ => ConnectionEnd.InDoubt("The connection was closed before the server had confirmed."));
        await Task.WhenAll(_writing, _reading).ConfigureAwait(false);
        await _timer.DisposeAsync().ConfigureAwait(false);
        // With an error, so that what is not flushed is dropped.
        await _output.CompleteAsync(new ObjectDisposedException(nameof(StompConnection))).ConfigureAwait(false);
        await _input.CompleteAsync().ConfigureAwait(false);
        await _stream.DisposeAsync().ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task WaitAsync(Task task, TimeSpan limit) =>
        await task.WaitAsync(limit, _clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private void Watch()
    {
        if (_heartBeat.Send > TimeSpan.Zero && Since(ref _lastWritten) >= _heartBeat.SendAfter)
        {
            _isBeatDue = true;
            _wake.Pulse();
        }

        var silence = Since(ref _lastHeard);
        if (_heartBeat.Receive > TimeSpan.Zero && silence > _heartBeat.GiveUpAfter(_hasBeaten))
        {
            Lose($"The server has given no sign of life for {silence.TotalSeconds:0} s.", wasSilent: true);
        }
        else if (_receipts.Overdue is { } age)
        {
            Lose($"The server has not confirmed a message for {age.TotalSeconds:0} s.", wasSilent: true);
        }
    }

    private TimeSpan Since(ref long moment) => _clock.GetElapsedTime(Volatile.Read(ref moment));

    private void Lose(string reason, bool wasSilent = false) =>
        End(new ConnectionEnd(reason, wasSilent, _receipts.HasConfirmed), _ => ConnectionEnd.InDoubt(reason));

    private void End(ConnectionEnd? end, Func<PendingSend, MessengerException> error)
    {
        PendingSend[] unwritten;
        lock (_gate)
        {
            if (_isOver) return;
            _isOver = true;
            if (_closing is not null) end = null;
            unwritten = [.. _queue];
            _queue.Clear();
        }

        _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _stop.Cancel();
        _socket.Dispose();
        _receipts.End(error);
        foreach (var send in unwritten) send.Fail(error(send));
        _ended.TrySetResult(end);
    }
}
