namespace PdcBus;

/// <summary>
/// Hears that the events of a scope will be decided about. For code that adds events by itself, and only where somebody
/// publishes them. Registered scoped; nothing is made of it in other scopes.
/// </summary>
public interface IPdcPublicationObserver
{
    /// <summary>The scope's publication was opened: from here to its decision events can be added.</summary>
    /// <param name="publication">Tells whether it has been decided since.</param>
    void Opened(PdcPublication publication);
}
