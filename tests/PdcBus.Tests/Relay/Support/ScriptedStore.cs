namespace PdcBus;

/// <summary>The in-memory outbox, with faults where a test wants them.</summary>
internal sealed class ScriptedStore(MemoryOutbox inner) : IOutboxStore
{
    /// <summary>Asked before every call with its name; an exception that it returns is what the call fails with.</summary>
    public Func<string, Exception?> Fault { get; set; } = _ => null;

    /// <summary>Reads wait for this.</summary>
    public Task ReadGate { get; set; } = Task.CompletedTask;

    public OutboxFigures Figures => inner.Figures;

    public bool IsReadableInOrder { get; set; } = true;

    /// <summary>Positions whose transaction has not committed yet: nobody sees them.</summary>
    public IReadOnlyCollection<long> Late { get; set; } = [];

    /// <summary>Where each reading started.</summary>
    public List<long> Reads { get; } = [];

    public async Task<IReadOnlyList<OutboxEntry>> ReadAsync(
        string lane, long after, int max, CancellationToken cancellationToken)
    {
        Throw("read");
        Reads.Add(after);
        await ReadGate;
        var entries = await inner.ReadAsync(lane, after, max, cancellationToken);
        return [.. entries.Where(e => !Late.Contains(e.Position))];
    }

    public Task SettleAsync(string lane, IReadOnlyCollection<long> positions, CancellationToken cancellationToken)
    {
        Throw("settle");
        return inner.SettleAsync(lane, positions, cancellationToken);
    }

    public Task DeferAsync(
        string lane, long position, DateTimeOffset notBefore, OutboxFailure failure, CancellationToken cancellationToken)
    {
        Throw("defer");
        return inner.DeferAsync(lane, position, notBefore, failure, cancellationToken);
    }

    public Task ParkAsync(string lane, long position, OutboxFailure failure, CancellationToken cancellationToken)
    {
        Throw("park");
        return inner.ParkAsync(lane, position, failure, cancellationToken);
    }

    public Task<IReadOnlyList<ParkedMessage>> QueryParkedAsync(
        ParkedFilter filter, int max, CancellationToken cancellationToken) =>
        inner.QueryParkedAsync(filter, max, cancellationToken);

    public Task RetryParkedAsync(IReadOnlyCollection<ParkedMessage> parked, CancellationToken cancellationToken) =>
        inner.RetryParkedAsync(parked, cancellationToken);

    public Task DiscardParkedAsync(IReadOnlyCollection<long> numbers, CancellationToken cancellationToken) =>
        inner.DiscardParkedAsync(numbers, cancellationToken);

    public Task<int> PruneParkedAsync(DateTimeOffset before, int keep, int max, CancellationToken cancellationToken) =>
        inner.PruneParkedAsync(before, keep, max, cancellationToken);

    private void Throw(string call)
    {
        if (Fault(call) is { } error) throw error;
    }
}
