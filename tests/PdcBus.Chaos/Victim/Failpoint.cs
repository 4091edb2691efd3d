namespace PdcBus;

/// <summary>Where a victim kills itself.</summary>
public enum Failpoint
{
    /// <summary>Nowhere.</summary>
    None,

    /// <summary>A write has returned: data and messages are committed.</summary>
    Commit,

    /// <summary>The relay has read messages.</summary>
    Read,

    /// <summary>A message was handed to the messenger, which has not confirmed it.</summary>
    Publish,

    /// <summary>A message was confirmed, and the outbox does not know it.</summary>
    Confirm,

    /// <summary>Messages were deleted from the outbox.</summary>
    Settle,
}
