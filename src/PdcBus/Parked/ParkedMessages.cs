using Microsoft.Extensions.Logging;

namespace PdcBus;

internal sealed partial class ParkedMessages(
    IOutboxStore store, OutboxSignal signal, PdcLedger ledger, TimeProvider clock, ILogger<ParkedMessages> logger)
    : IPdcParkedMessages
{
    private const int BatchSize = 100;

    /// <summary>A batch each 200 ms: 500 messages a second.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    public Task<IReadOnlyList<ParkedMessage>> QueryAsync(
        ParkedFilter filter, int max = 100, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        return store.QueryParkedAsync(filter, max, cancellationToken);
    }

    public Task<int> RetryAsync(ParkedFilter filter, CancellationToken cancellationToken = default) =>
        ForEachBatchAsync(filter, RetryBatchAsync, Pause, cancellationToken);

    public Task<int> DiscardAsync(
        ParkedFilter filter, string reason, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return ForEachBatchAsync(filter, batch => DiscardBatchAsync(batch, reason), TimeSpan.Zero, cancellationToken);
    }

    private async Task RetryBatchAsync(IReadOnlyList<ParkedMessage> batch)
    {
        await store.RetryParkedAsync(batch, CancellationToken.None).ConfigureAwait(false);
        signal.Pulse();
        Log.Retried(logger, batch.Count, batch[0].Message.Topic);
    }

    private async Task DiscardBatchAsync(IReadOnlyList<ParkedMessage> batch, string reason)
    {
        await store.DiscardParkedAsync([.. batch.Select(p => p.Number)], CancellationToken.None).ConfigureAwait(false);
        foreach (var parked in batch)
        {
            var message = parked.Message;
            Log.Discarded(logger, parked.Lane, message.Topic, message.Id, reason);
            ledger.Add(new PdcLedgerOutcome(
                clock.GetUtcNow(), message.Id, message.Topic, parked.Lane, PdcOutcome.Discarded, reason));
        }
    }

    /// <summary>Works through what is parked now, in pages; what is parked meanwhile is left alone.</summary>
    private async Task<int> ForEachBatchAsync(
        ParkedFilter filter, Func<IReadOnlyList<ParkedMessage>, Task> act, TimeSpan pause, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var end = clock.GetUtcNow();
        var done = 0;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var page = await store.QueryParkedAsync(filter, BatchSize, cancellationToken).ConfigureAwait(false);
            if (page.Count == 0) return done;
            filter = filter with { After = page[^1].Number };
            List<ParkedMessage> batch = [.. page.Where(p => p.ParkedAt <= end)];
            if (batch.Count > 0) await act(batch).ConfigureAwait(false);
            done += batch.Count;
            if (batch.Count < BatchSize) return done;
            if (pause > TimeSpan.Zero) await Task.Delay(pause, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1120, LogLevel.Information, "{Count} parked messages go again, the first of topic {Topic}.")]
        public static partial void Retried(ILogger logger, int count, string topic);

        [LoggerMessage(1121, LogLevel.Warning, "{Lane}: parked {Topic} {Id} was discarded: {Reason}.")]
        public static partial void Discarded(ILogger logger, string lane, string topic, Guid id, string reason);
    }
}
