namespace PdcBus;

/// <summary>Leases that the test grants, by hand.</summary>
internal sealed class ScriptedLeases : IOutboxLeases
{
    private readonly Lock _gate = new();
    private readonly List<string> _released = [];
    private int _renewals;

    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>What the next renewal answers.</summary>
    public Func<IReadOnlyCollection<string>, LeaseGrant> Grant { get; set; } = lanes => new LeaseGrant(lanes, []);

    /// <summary>Renewals wait for this.</summary>
    public Func<CancellationToken, Task> Gate { get; set; } = _ => Task.CompletedTask;

    public bool ReleaseFails { get; set; }

    public int Renewals => Volatile.Read(ref _renewals);

    public IReadOnlyList<string> Released
    {
        get
        {
            lock (_gate) return [.. _released];
        }
    }

    public async Task<LeaseGrant> RenewAsync(IReadOnlyCollection<string> lanes, CancellationToken cancellationToken)
    {
        try
        {
            await Gate(cancellationToken);
            return Grant(lanes);
        }
        finally
        {
            Interlocked.Increment(ref _renewals);
        }
    }

    public Task ReleaseAsync(IReadOnlyCollection<string> lanes, CancellationToken cancellationToken)
    {
        lock (_gate) _released.AddRange(lanes);
        return ReleaseFails ? Task.FromException(new IOException("Gone.")) : Task.CompletedTask;
    }
}
