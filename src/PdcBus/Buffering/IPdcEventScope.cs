namespace PdcBus;

/// <summary>
/// A unit of work outside any request, with the semantics of one: events are added, then published together by
/// <see cref="CompleteAsync"/>, or discarded by disposing the scope without it.
/// </summary>
public interface IPdcEventScope : IAsyncDisposable
{
    /// <summary>The services of this scope; its <see cref="IPdcEventBuffer"/> is <see cref="Buffer"/>.</summary>
    IServiceProvider Services { get; }

    /// <summary>The scope's buffer.</summary>
    IPdcEventBuffer Buffer { get; }

    /// <summary>Commits the unit of work and stores the events in the outbox; afterwards none can be added.</summary>
    Task CompleteAsync(CancellationToken cancellationToken = default);
}
