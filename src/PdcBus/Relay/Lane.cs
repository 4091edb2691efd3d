using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace PdcBus;

/// <summary>
/// The ordered stream of one messenger: one loop that reads the outbox, keeps the window full, and answers for what
/// came back. Only sends run beside it; their results come through a queue, so that no state is shared.
/// </summary>
internal sealed partial class Lane : IDisposable
{
    private const int PageSize = 500;
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);

    /// <summary>How long a cancelled send may take to end. A messenger that does not listen is left behind.</summary>
    private static readonly TimeSpan CancelGrace = TimeSpan.FromSeconds(5);

    private readonly string _name;
    private readonly IMessenger _messenger;
    private readonly IOutboxStore _store;
    private readonly RelayOptions _options;
    private readonly TimeProvider _clock;
    private readonly LaneReport _report;

    private readonly ConcurrentQueue<SendResult> _results = new();
    private readonly Wake _wake = new();
    private readonly ITimer _timer;

    private readonly LaneBacklog _backlog;
    private readonly SendWindow _window;
    private readonly Circuit _circuit = new();
    private readonly Suspect _suspect = new();
    private readonly FlightLog _flights = new();
    private readonly List<long> _confirmed = [];
    private readonly Queue<(OutboxEntry Entry, MessengerException Error)> _refused = new();
    private CancellationTokenSource _flightsEnd = new();
    private (Flight Flight, MessengerException Error)? _trouble;
    private int _silentProbes;
    private bool _isReadToEnd;
    private DateTimeOffset _nextRead;
    private volatile bool _appended = true;
    private string? _storeError;
    private bool _hasLeftBehind;

    public Lane(
        string name, IMessenger messenger, IOutboxStore store, RelayOptions options, TimeProvider clock, PdcLedger ledger,
        ILogger logger)
    {
        _name = name;
        _messenger = messenger;
        _store = store;
        _options = options;
        _clock = new SteadyClock(clock);
        _report = new LaneReport(name, messenger.ConfirmsDelivery, clock, ledger, logger);
        _backlog = new LaneBacklog(4 * options.Window);
        _window = new SendWindow(options.Window);
        _timer = _clock.CreateTimer(_ => _wake.Pulse(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Status = new LaneStatus(name, null, clock.GetUtcNow(), null, Running: true);
    }

    /// <summary>A snapshot, never older than the page that is being sent.</summary>
    public LaneStatus Status { get; private set; }

    /// <summary>Something was appended.</summary>
    public void Notify()
    {
        _appended = true;
        _wake.Pulse();
    }

    public void Dispose()
    {
        _timer.Dispose();
        _flightsEnd.Dispose();
    }

    /// <summary>Runs until it is asked to end, and has.</summary>
    public async Task RunAsync(LaneLease lease, LaneEnd end)
    {
        using var wakeAtEnd = end.Requested.Register(_wake.Pulse);
        var failures = 0;
        while (true)
        {
            var isEnding = end.Requested.IsCancellationRequested;
            try
            {
                if (!await TurnAsync(lease, end).ConfigureAwait(false)) break;
                failures = 0;
                await _wake.WaitAsync(end.Aborted).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (end.Aborted.IsCancellationRequested)
            {
                break;
            }
            catch (Exception error)
            {
                // A loop that dies would be silence: whatever happens it starts anew from what the outbox holds.
                if (_storeError is null) _report.StoreFailed(error);
                _storeError = error.Message;
                await RestartAsync().ConfigureAwait(false);
                PublishStatus();
                if (isEnding) break;
                await PauseAsync(failures++, end.Requested).ConfigureAwait(false);
            }
        }

        await EndAsync().ConfigureAwait(false);
    }

    /// <summary>One turn: answer for results, settle, read, send. Returns false when there is nothing left to wait for.</summary>
    private async Task<bool> TurnAsync(LaneLease lease, LaneEnd end)
    {
        do
        {
            end.Aborted.ThrowIfCancellationRequested();
            TakeResults();
            CheckDeadline();
            if (_trouble is { } trouble)
            {
                _trouble = null;
                await RecallAsync().ConfigureAwait(false);
                AnswerFor(trouble.Flight, trouble.Error);
            }

            await SettleAsync(end.Aborted).ConfigureAwait(false);
            if (!end.IsYielding)
            {
                await ReadAsync(end).ConfigureAwait(false);
                StoreAnswered();
                _backlog.Advance(_clock.GetUtcNow());
                if (lease.MaySend) Send();
            }

            PublishStatus();
        }
        while (!_results.IsEmpty || _confirmed.Count > 0);

        var idle = _flights.Count == 0 && !_backlog.HasReady;
        if (idle) _window.Reset();
        if (end.IsYielding && _flights.Count == 0) return false;
        if (end.IsDraining && (_circuit.IsOpen || (idle && _isReadToEnd && !_appended))) return false;
        ScheduleWake();
        return true;
    }

    private void StoreAnswered()
    {
        if (_storeError is null) return;
        _storeError = null;
        _report.StoreRecovered();
    }

    /// <summary>Forgets all but what the bus has answered: that is still to be written down, whatever is read again.</summary>
    private async Task RestartAsync()
    {
        await RecallAsync().ConfigureAwait(false);
        _backlog.Restart(_confirmed, _refused.Select(r => r.Entry));
        _suspect.Clear();
        ReadOn();
    }

    private void ScheduleWake()
    {
        var now = _clock.GetUtcNow();
        var next = now + PollInterval;
        if (WantsToRead && _nextRead < next) next = _nextRead;
        if (_backlog.NextDue is { } due && due < next) next = due;
        if (_circuit.IsOpen && _flights.Count == 0 && _circuit.NextProbe < next) next = _circuit.NextProbe;
        var delay = next - now;
        if (_flights.TryPeekOldest(out var oldest))
        {
            var untilLate = LimitOf(oldest) - _clock.GetElapsedTime(oldest.Started);
            if (untilLate < delay) delay = untilLate;
        }

        _timer.Change(delay > TimeSpan.FromMilliseconds(1) ? delay : TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
    }

    private async Task PauseAsync(int failures, CancellationToken cancellationToken)
    {
        var pause = TimeSpan.FromSeconds(Math.Min(30, 0.5 * Math.Pow(2, Math.Min(failures, 8))));
        await Task.Delay(pause * (0.5 + Random.Shared.NextDouble() / 2), _clock, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>The end: nothing stays under way, and what was confirmed is settled if that is possible.</summary>
    private async Task EndAsync()
    {
        try
        {
            await RecallAsync().ConfigureAwait(false);
            using var patience = new CancellationTokenSource(CancelGrace, _clock);
            await SettleAsync(patience.Token).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            _report.StoreFailed(error);
        }

        Status = Status with { Running = false };
    }

    private void PublishStatus() => Status = new LaneStatus(
        _name, _circuit.Reason, _circuit.Since, _storeError, Running: true);
}
