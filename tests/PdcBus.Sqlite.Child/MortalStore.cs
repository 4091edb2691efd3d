using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;

namespace PdcBus;

/// <summary>The SQLite outbox, with a death at what the relay asks of it.</summary>
internal sealed class MortalStore(IOutboxStore store, Death death) : IOutboxStore, IHostedService
{
    private readonly ConcurrentDictionary<long, Guid> _read = [];

    public OutboxFigures Figures => store.Figures;

    public OutboxTrouble? Trouble => store.Trouble;

    public async Task<IReadOnlyList<OutboxEntry>> ReadAsync(
        string lane, long after, int max, CancellationToken cancellationToken)
    {
        var entries = await store.ReadAsync(lane, after, max, cancellationToken);
        foreach (var entry in entries) _read[entry.Position] = entry.Message.Id;
        if (entries.Count > 0) death.At(DeathMoment.AfterRead);
        return entries;
    }

    public async Task SettleAsync(string lane, IReadOnlyCollection<long> positions, CancellationToken cancellationToken)
    {
        death.AtOneOfMany(DeathMoment.AfterConfirm);
        await store.SettleAsync(lane, positions, cancellationToken);
        foreach (var position in positions) Speech.Say($"settled {_read[position]}");
        death.AtOneOfMany(DeathMoment.AfterSettle);
    }

    public Task DeferAsync(
        string lane, long position, DateTimeOffset notBefore, OutboxFailure failure, CancellationToken cancellationToken) =>
        store.DeferAsync(lane, position, notBefore, failure, cancellationToken);

    public Task ParkAsync(string lane, long position, OutboxFailure failure, CancellationToken cancellationToken) =>
        store.ParkAsync(lane, position, failure, cancellationToken);

    public Task<IReadOnlyList<ParkedMessage>> QueryParkedAsync(
        ParkedFilter filter, int max, CancellationToken cancellationToken) =>
        store.QueryParkedAsync(filter, max, cancellationToken);

    public Task RetryParkedAsync(IReadOnlyCollection<ParkedMessage> parked, CancellationToken cancellationToken) =>
        store.RetryParkedAsync(parked, cancellationToken);

    public Task DiscardParkedAsync(IReadOnlyCollection<long> numbers, CancellationToken cancellationToken) =>
        store.DiscardParkedAsync(numbers, cancellationToken);

    public Task<int> PruneParkedAsync(DateTimeOffset before, int keep, int max, CancellationToken cancellationToken) =>
        store.PruneParkedAsync(before, keep, max, cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => ((IHostedService)store).StartAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => ((IHostedService)store).StopAsync(cancellationToken);
}
