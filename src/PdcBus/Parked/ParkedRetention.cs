using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace PdcBus;

/// <summary>
/// Removes parked messages that are too old or too many: in small sets, on a timer of its own, never silently.
/// Several replicas may do it at once; a set that is gone already removes nothing.
/// </summary>
internal sealed partial class ParkedRetention(
    IOutboxStore store, IOptions<ParkedOptions> options, TimeProvider clock, ILogger<ParkedRetention> logger)
    : BackgroundService
{
    private const int SetSize = 1000;
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            do
            {
                await SweepAsync(stoppingToken).ConfigureAwait(false);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        try
        {
            var removed = 0;
            int set;
            do
            {
                set = await store.PruneParkedAsync(
                    clock.GetUtcNow() - options.Value.MaxAge, options.Value.MaxCount, SetSize, cancellationToken)
                    .ConfigureAwait(false);
                removed += set;
            }
            while (set == SetSize);
            if (removed > 0) Log.Removed(logger, removed, options.Value.MaxAge, options.Value.MaxCount);
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Log.Failed(logger, error);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1122, LogLevel.Warning,
            "{Count} parked messages were removed: older than {MaxAge} or more than {MaxCount}.")]
        public static partial void Removed(ILogger logger, int count, TimeSpan maxAge, int maxCount);

        [LoggerMessage(1123, LogLevel.Warning, "Old parked messages could not be removed; it is tried again in an hour.")]
        public static partial void Failed(ILogger logger, Exception error);
    }
}
