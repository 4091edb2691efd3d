namespace PdcBus;

/// <summary>Why events were not published.</summary>
public enum DiscardReason
{
    /// <summary>They were published.</summary>
    None,

    /// <summary>The action threw.</summary>
    Exception,

    /// <summary>The action was cancelled.</summary>
    Cancelled,

    /// <summary>The result's status is 400 or above.</summary>
    Status,

    /// <summary>The application called <see cref="IPdcEventBuffer.Discard"/>.</summary>
    Application,

    /// <summary>The scope ended without anybody who decides: the endpoint does not publish events.</summary>
    Undecided,

    /// <summary>The changeset, the commit or the outbox failed after a decision to publish.</summary>
    NotStored,

    /// <summary>The data that they belong to was undone: a save that failed, a transaction or savepoint rolled back.</summary>
    Undone,
}
