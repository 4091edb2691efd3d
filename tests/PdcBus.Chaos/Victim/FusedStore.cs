using Microsoft.Extensions.Hosting;

namespace PdcBus;

/// <summary>A store with fuses behind its calls.</summary>
internal sealed class FusedStore(IOutboxStore inner, Fuse fuse) : DelegatingStore, IHostedService
{
    protected override IOutboxStore Inner => inner;

    public override async Task<IReadOnlyList<OutboxEntry>> ReadAsync(
        string lane, long after, int max, CancellationToken cancellationToken)
    {
        var entries = await base.ReadAsync(lane, after, max, cancellationToken);
        if (entries.Count > 0) fuse.Reach(Failpoint.Read);
        return entries;
    }

    public override async Task SettleAsync(
        string lane, IReadOnlyCollection<long> positions, CancellationToken cancellationToken)
    {
        await base.SettleAsync(lane, positions, cancellationToken);
        fuse.Reach(Failpoint.Settle);
    }

    public Task StartAsync(CancellationToken cancellationToken) =>
        (inner as IHostedService)?.StartAsync(cancellationToken) ?? Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) =>
        (inner as IHostedService)?.StopAsync(cancellationToken) ?? Task.CompletedTask;
}
