namespace PdcBus;

/// <summary>The in-memory outbox, with faults where a test wants them.</summary>
internal sealed class ScriptedStore : DelegatingStore
{
    private readonly HashSet<long> _hidden = [];
    private IOutboxStore _inner = null!;

    /// <summary>Asked before every call with its name; an exception that it returns is what the call fails with.</summary>
    public Func<string, Exception?> Fault { get; set; } = _ => null;

    /// <summary>Reads wait for this.</summary>
    public Task ReadGate { get; set; } = Task.CompletedTask;

    public OutboxTrouble? Complaint { get; set; }

    public override OutboxTrouble? Trouble => Complaint;

    /// <summary>Positions whose transaction has not committed yet: nobody sees them.</summary>
    public IReadOnlyCollection<long> Late { get; set; } = [];

    /// <summary>Where each reading started.</summary>
    public List<long> Reads { get; } = [];

    protected override IOutboxStore Inner => _inner;

    public ScriptedStore Around(IOutboxStore inner)
    {
        _inner = inner;
        return this;
    }

    public override async Task<IReadOnlyList<OutboxEntry>> ReadAsync(
        string lane, long after, int max, CancellationToken cancellationToken)
    {
        Throw("read");
        Reads.Add(after);
        await ReadGate;
        var come = _hidden.Where(p => p <= after && !Late.Contains(p)).ToHashSet();
        _hidden.ExceptWith(come);
        _hidden.UnionWith(Late);
        var entries = await base.ReadAsync(lane, come.Count == 0 ? after : 0, max, cancellationToken);
        return [.. entries.Where(e => come.Contains(e.Position) || (e.Position > after && !Late.Contains(e.Position)))];
    }

    public override Task SettleAsync(string lane, IReadOnlyCollection<long> positions, CancellationToken cancellationToken)
    {
        Throw("settle");
        return base.SettleAsync(lane, positions, cancellationToken);
    }

    public override Task DeferAsync(
        string lane, long position, DateTimeOffset notBefore, OutboxFailure failure, CancellationToken cancellationToken)
    {
        Throw("defer");
        return base.DeferAsync(lane, position, notBefore, failure, cancellationToken);
    }

    public override Task ParkAsync(string lane, long position, OutboxFailure failure, CancellationToken cancellationToken)
    {
        Throw("park");
        return base.ParkAsync(lane, position, failure, cancellationToken);
    }

    public override Task<int> PruneParkedAsync(
        DateTimeOffset before, int keep, int max, CancellationToken cancellationToken)
    {
        Throw("prune");
        return base.PruneParkedAsync(before, keep, max, cancellationToken);
    }

    private void Throw(string call)
    {
        if (Fault(call) is { } error) throw error;
    }
}
