using Microsoft.Extensions.Hosting;

namespace PdcBus;

/// <summary>A store with fuses behind its calls.</summary>
internal sealed class FusedStore(IOutboxStore inner, Fuse fuse) : IOutboxStore, IHostedService
{
    public OutboxFigures Figures => inner.Figures;

    public OutboxTrouble? Trouble => inner.Trouble;

    public async Task<IReadOnlyList<OutboxEntry>> ReadAsync(
        string lane, long after, int max, CancellationToken cancellationToken)
    {
        var entries = await inner.ReadAsync(lane, after, max, cancellationToken);
        if (entries.Count > 0) fuse.Reach(Failpoint.Read);
        return entries;
    }

    public async Task SettleAsync(
        string lane, IReadOnlyCollection<long> positions, CancellationToken cancellationToken)
    {
        await inner.SettleAsync(lane, positions, cancellationToken);
        fuse.Reach(Failpoint.Settle);
    }

    public Task DeferAsync(
        string lane, long position, DateTimeOffset notBefore, OutboxFailure failure,
        CancellationToken cancellationToken) =>
        inner.DeferAsync(lane, position, notBefore, failure, cancellationToken);

    public Task ParkAsync(string lane, long position, OutboxFailure failure, CancellationToken cancellationToken) =>
        inner.ParkAsync(lane, position, failure, cancellationToken);

    public Task<IReadOnlyList<ParkedMessage>> QueryParkedAsync(
        ParkedFilter filter, int max, CancellationToken cancellationToken) =>
        inner.QueryParkedAsync(filter, max, cancellationToken);

    public Task RetryParkedAsync(IReadOnlyCollection<ParkedMessage> parked, CancellationToken cancellationToken) =>
        inner.RetryParkedAsync(parked, cancellationToken);

    public Task DiscardParkedAsync(IReadOnlyCollection<long> numbers, CancellationToken cancellationToken) =>
        inner.DiscardParkedAsync(numbers, cancellationToken);

    public Task<int> PruneParkedAsync(
        DateTimeOffset before, int keep, int max, CancellationToken cancellationToken) =>
        inner.PruneParkedAsync(before, keep, max, cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) =>
        (inner as IHostedService)?.StartAsync(cancellationToken) ?? Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) =>
        (inner as IHostedService)?.StopAsync(cancellationToken) ?? Task.CompletedTask;
}
