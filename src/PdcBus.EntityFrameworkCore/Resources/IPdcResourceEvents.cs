namespace PdcBus;

/// <summary>
/// The events that saves of this scope add by themselves. Scoped; not thread-safe, like the request itself.
/// </summary>
public interface IPdcResourceEvents
{
    /// <summary>
    /// What saves of this scope have changed of registered resources, in order, for an audit trail or a changeset: also
    /// changes of which a resource announces none, but nothing that was saved during a pause or undone since.
    /// </summary>
    IReadOnlyList<PdcResourceChange> Changes { get; }

    /// <summary>
    /// Saves announce nothing, and look for nothing, until what this returns is disposed: for work that announces itself
    /// as a whole, an import. Pauses may nest.
    /// </summary>
    IDisposable Pause();
}
