namespace PdcBus;

/// <summary>A kind of outbox that can be chosen. The parts are made when it is chosen, not before.</summary>
public sealed class OutboxRegistration
{
    /// <summary>What <c>PdcBus:Outbox:Kind</c> calls it, for example <c>database</c>. Case does not matter.</summary>
    public required string Kind { get; init; }

    /// <summary>
    /// Gives the writing side for a scope. It is asked in every scope that appends: return a service of that scope,
    /// or the same singleton each time. The scope does not dispose what comes back.
    /// </summary>
    public required Func<IServiceProvider, IOutbox> Outbox { get; init; }

    /// <summary>
    /// Makes the relay's side, once. Its constructor checks its options, so that a mistake stops the start, and does
    /// no I/O. If it is a hosted service (<c>IHostedService</c>), it is started before the relay and stopped after it.
    /// </summary>
    public required Func<IServiceProvider, IOutboxStore> Store { get; init; }

    /// <summary>Makes the leases, once. Null: the outbox belongs to one process, which owns every lane.</summary>
    public Func<IServiceProvider, IOutboxLeases>? Leases { get; init; }

    /// <summary>
    /// Told of every event that is added, with the services of its scope: an outbox whose rows go with the commits of
    /// the application (<see cref="PdcCommits"/>) then knows whose. Null: nobody is told.
    /// </summary>
    public Action<IServiceProvider>? EventAdded { get; init; }

    /// <summary>
    /// Messages that may wait where <see cref="OutboxOptions.SoftLimit"/> is not set. The default is no limit.
    /// </summary>
    public long SoftLimit { get; init; } = long.MaxValue;

    /// <summary>
    /// Bytes that may wait where <see cref="OutboxOptions.SoftLimitBytes"/> is not set. The default is no limit.
    /// </summary>
    public long SoftLimitBytes { get; init; } = long.MaxValue;

    /// <summary>Registered by AddPdcBus itself: chosen only if nothing else is, or by its name.</summary>
    internal bool BuiltIn { get; init; }
}
