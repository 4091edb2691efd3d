using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;

namespace PdcBus;

/// <summary>The SQLite outbox, with a death at what the relay asks of it.</summary>
internal sealed class MortalStore(IOutboxStore store, Death death) : DelegatingStore, IHostedService
{
    private readonly ConcurrentDictionary<long, Guid> _read = [];

    protected override IOutboxStore Inner => store;

    public override async Task<IReadOnlyList<OutboxEntry>> ReadAsync(
        string lane, long after, int max, CancellationToken cancellationToken)
    {
        var entries = await base.ReadAsync(lane, after, max, cancellationToken);
        foreach (var entry in entries) _read[entry.Position] = entry.Message.Id;
        if (entries.Count > 0) death.At(DeathMoment.AfterRead);
        return entries;
    }

    public override async Task SettleAsync(
        string lane, IReadOnlyCollection<long> positions, CancellationToken cancellationToken)
    {
        death.AtOneOfMany(DeathMoment.AfterConfirm);
        await base.SettleAsync(lane, positions, cancellationToken);
        foreach (var position in positions) Speech.Say($"settled {_read[position]}");
        death.AtOneOfMany(DeathMoment.AfterSettle);
    }

    public Task StartAsync(CancellationToken cancellationToken) => ((IHostedService)store).StartAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => ((IHostedService)store).StopAsync(cancellationToken);
}
