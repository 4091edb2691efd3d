namespace PdcBus;

/// <summary>Counts what the outbox holds, in the background: figures are asked for before every writing request.</summary>
internal sealed class FigureSampler(StoreConnections connections, OutboxHealth health, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>While something is wrong, so that its end is soon seen.</summary>
    private static readonly TimeSpan TroubleInterval = TimeSpan.FromSeconds(1);

    /// <summary>A count takes at most one part in so many of the time, but is never rarer than each half minute.</summary>
    private const int Share = 10;
    private static readonly TimeSpan LongestInterval = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private OutboxFigures _figures;
    private Task _running = Task.CompletedTask;

    public OutboxFigures Figures
    {
        get
        {
            lock (_gate) return _figures;
        }
    }

    public void Start() => _running = Task.Run(RunAsync);

    public async Task StopAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
    }

    public void Dispose() => _stop.Dispose();

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                var took = await SampleAsync().ConfigureAwait(false);
                await connections.CloseIdleAsync().ConfigureAwait(false);
                var pause = health.Trouble is null ? Interval : TroubleInterval;
                var rest = took * Share < LongestInterval ? took * Share : LongestInterval;
                await Task.Delay(pause > rest ? pause : rest, clock, _stop.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
        }
    }

    /// <returns>How long the database took.</returns>
    private async Task<TimeSpan> SampleAsync()
    {
        var started = clock.GetTimestamp();
        try
        {
            var sample = await connections.UseAsync(
                (sql, connection) =>
                {
                    started = clock.GetTimestamp();
                    return sql.SampleAsync(connection, _stop.Token);
                },
                _stop.Token).ConfigureAwait(false);
            lock (_gate) _figures = sample.Figures;
            health.Counted(sample.Orphans);
            return clock.GetElapsedTime(started);
        }
        catch (PdcBusException error)
        {
            health.CountFailed(error);
            return TimeSpan.Zero;
        }
    }
}
