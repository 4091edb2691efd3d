namespace PdcBus;

/// <summary>The in-memory outbox, with faults where a test wants them.</summary>
internal sealed class ScriptedStore : IOutboxStore
{
    private readonly HashSet<long> _hidden = [];
    private IOutboxStore _inner = null!;

    /// <summary>Asked before every call with its name; an exception that it returns is what the call fails with.</summary>
    public Func<string, Exception?> Fault { get; set; } = _ => null;

    /// <summary>Reads wait for this.</summary>
    public Task ReadGate { get; set; } = Task.CompletedTask;

    public OutboxTrouble? Trouble { get; set; }

    public OutboxFigures Figures => _inner.Figures;

    /// <summary>Positions whose transaction has not committed yet: nobody sees them.</summary>
    public IReadOnlyCollection<long> Late { get; set; } = [];

    /// <summary>Where each reading started.</summary>
    public List<long> Reads { get; } = [];

    public ScriptedStore Around(IOutboxStore inner)
    {
        _inner = inner;
        return this;
    }

    public async Task<IReadOnlyList<OutboxEntry>> ReadAsync(
        string lane, long after, int max, CancellationToken cancellationToken)
    {
        Throw("read");
        Reads.Add(after);
        await ReadGate;
        var come = _hidden.Where(p => p <= after && !Late.Contains(p)).ToHashSet();
        _hidden.ExceptWith(come);
        _hidden.UnionWith(Late);
        var entries = await _inner.ReadAsync(lane, come.Count == 0 ? after : 0, max, cancellationToken);
        return [.. entries.Where(e => come.Contains(e.Position) || (e.Position > after && !Late.Contains(e.Position)))];
    }

    public Task SettleAsync(string lane, IReadOnlyCollection<long> positions, CancellationToken cancellationToken)
    {
        Throw("settle");
        return _inner.SettleAsync(lane, positions, cancellationToken);
    }

    public Task DeferAsync(
        string lane, long position, DateTimeOffset notBefore, OutboxFailure failure, CancellationToken cancellationToken)
    {
        Throw("defer");
        return _inner.DeferAsync(lane, position, notBefore, failure, cancellationToken);
    }

    public Task ParkAsync(string lane, long position, OutboxFailure failure, CancellationToken cancellationToken)
    {
        Throw("park");
        return _inner.ParkAsync(lane, position, failure, cancellationToken);
    }

    public Task<IReadOnlyList<ParkedMessage>> QueryParkedAsync(
        ParkedFilter filter, int max, CancellationToken cancellationToken) =>
        _inner.QueryParkedAsync(filter, max, cancellationToken);

    public Task RetryParkedAsync(IReadOnlyCollection<ParkedMessage> parked, CancellationToken cancellationToken) =>
        _inner.RetryParkedAsync(parked, cancellationToken);

    public Task DiscardParkedAsync(IReadOnlyCollection<long> numbers, CancellationToken cancellationToken) =>
        _inner.DiscardParkedAsync(numbers, cancellationToken);

    public Task<int> PruneParkedAsync(DateTimeOffset before, int keep, int max, CancellationToken cancellationToken)
    {
        Throw("prune");
        return _inner.PruneParkedAsync(before, keep, max, cancellationToken);
    }

    private void Throw(string call)
    {
        if (Fault(call) is { } error) throw error;
    }
}
