using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace PdcBus;

/// <summary>
/// Runs a loop for every lane that this process holds, from the start of the application to its graceful stop, and
/// keeps the leases. Only this class starts and ends lanes, one step at a time.
/// </summary>
/// <remarks>
/// It takes the messengers in its constructor, so it stops before they are disposed, and a mistake in the options of
/// a chosen one stops the start.
/// </remarks>
internal sealed partial class RelayService : IHostedService, IDisposable
{
    private readonly LaneRouter _router;
    private readonly LaneFactory _factory;
    private readonly IOutboxLeases _leases;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _drainTimeout;
    private readonly ILogger _logger;
    private readonly string[] _names;
    private readonly TimeSpan _interval;
    private readonly Lock _stopGate = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _abort = new();
    private volatile RunningLane[] _lanes = [];
    private string? _leaseError;
    private Task _running = Task.CompletedTask;
    private Task? _stopping;

    public RelayService(
        LaneRouter router, LaneFactory factory, IOutboxLeases leases, OutboxSignal signal, IOptions<RelayOptions> options,
        TimeProvider clock, ILogger<RelayService> logger)
    {
        _router = router;
        _factory = factory;
        _leases = leases;
        _clock = clock;
        _drainTimeout = options.Value.DrainTimeout;
        _logger = logger;
        _names = [.. router.Lanes.Select(l => l.Lane)];
        _interval = leases.Duration == Timeout.InfiniteTimeSpan ? leases.Duration : leases.Duration / 3;
        signal.Subscribe(NotifyLanes);
    }

    /// <summary>The lanes that this process holds; not those that were asked to end and have.</summary>
    public IReadOnlyList<LaneStatus> Lanes => [.. _lanes.Where(l => !l.HasEnded).Select(l => l.Status)];

    /// <summary>Why leases cannot be renewed; null if they can.</summary>
    public string? LeaseError => Volatile.Read(ref _leaseError);

    /// <summary>Whether the loop that keeps the lanes runs.</summary>
    public bool IsRunning => !_running.IsCompleted;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _running = Task.Run(RunAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <summary>
    /// Stops once. Whoever asks again, as WebApplicationFactory does beside the application itself, waits for the
    /// same stop, and may come when everything is disposed.
    /// </summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        lock (_stopGate) return _stopping ??= StopOnceAsync(cancellationToken);
    }

    public void Dispose()
    {
        foreach (var lane in _lanes) lane.Dispose();
        _stop.Dispose();
        _abort.Dispose();
    }

    private async Task StopOnceAsync(CancellationToken cancellationToken)
    {
        // The drain ends by itself; the host's own deadline ends it sooner.
        using var timeout = new CancellationTokenSource(_drainTimeout, _clock);
        using var timeIsUp = timeout.Token.Register(_abort.Cancel);
        using var hostWaitsNoLonger = cancellationToken.Register(_abort.Cancel);
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            await RenewAsync(_stop.Token).ConfigureAwait(false);
            await PauseAsync(_stop.Token).ConfigureAwait(false);
        }

        foreach (var lane in _lanes) lane.End.Drain();
        using var timeIsUp = _abort.Token.Register(() => Array.ForEach(_lanes, lane => lane.End.Abort()));
        var ended = Task.WhenAll(_lanes.Select(l => l.Task));
        while (!ended.IsCompleted)
        {
            // A drain may outlast a lease; lanes that go on sending have to go on holding.
            await Task.WhenAny(ended, PauseAsync(CancellationToken.None)).ConfigureAwait(false);
            if (!ended.IsCompleted) await RenewAsync(_abort.Token).ConfigureAwait(false);
        }

        await HandBackAsync(_lanes).ConfigureAwait(false);
    }

    private async Task RenewAsync(CancellationToken cancellationToken)
    {
        var asked = _clock.GetTimestamp();
        try
        {
            var grant = await _leases.RenewAsync(_names, cancellationToken).ConfigureAwait(false);
            await ApplyAsync(grant, asked).ConfigureAwait(false);
            if (Interlocked.Exchange(ref _leaseError, null) is not null) Log.LeasesRecovered(_logger);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
        catch (Exception error)
        {
            // Lanes whose lease runs out hold back by themselves.
            if (Interlocked.Exchange(ref _leaseError, error.Message) is null) Log.LeasesFailed(_logger, error);
        }
    }

    private async Task ApplyAsync(LeaseGrant grant, long asked)
    {
        foreach (var lane in _lanes)
        {
            if (!grant.Held.Contains(lane.Name)) lane.End.Abort();
            else lane.Lease.Extend(asked, _leases.Duration);
            if (grant.Surplus.Contains(lane.Name)) lane.End.Yield();
        }

        var ended = _lanes.Where(l => l.HasEnded).ToArray();
        await HandBackAsync(ended).ConfigureAwait(false);
        var going = _lanes.Except(ended).ToList();
        if (!_stop.IsCancellationRequested)
        {
            var missing = grant.Held.Except(grant.Surplus).Except(_lanes.Select(l => l.Name));
            foreach (var name in missing) going.Add(Start(name, asked));
        }

        _lanes = [.. going];
        foreach (var lane in ended) lane.Dispose();
    }

    private RunningLane Start(string name, long asked)
    {
        var lease = new LaneLease(_clock);
        lease.Extend(asked, _leases.Duration);
        var messenger = _router.Lanes.First(l => l.Lane == name).Messenger;
        return new RunningLane(name, _factory.Create(name, messenger), lease);
    }

    private async Task HandBackAsync(RunningLane[] ended)
    {
        if (ended.Length == 0) return;
        try
        {
            await _leases.ReleaseAsync([.. ended.Select(l => l.Name)], CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            Log.HandBackFailed(_logger, error);
        }
    }

    private async Task PauseAsync(CancellationToken cancellationToken) =>
        await Task.Delay(_interval, _clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private void NotifyLanes()
    {
        foreach (var lane in _lanes) lane.Notify();
    }

    private static partial class Log
    {
        [LoggerMessage(1230, LogLevel.Error,
            "The leases of the outbox cannot be renewed; sending stops when they run out. It is tried again.")]
        public static partial void LeasesFailed(ILogger logger, Exception error);

        [LoggerMessage(1231, LogLevel.Information, "The leases of the outbox can be renewed again.")]
        public static partial void LeasesRecovered(ILogger logger);

        [LoggerMessage(1232, LogLevel.Warning, "Lanes could not be handed back; others go on when the leases have run out.")]
        public static partial void HandBackFailed(ILogger logger, Exception error);
    }
}
