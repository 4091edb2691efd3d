namespace PdcBus;

/// <summary>What kind of failure a send ended in: it decides what the relay does next.</summary>
public enum MessengerErrorKind
{
    /// <summary>
    /// No connection, no login, no trust, or a missing exchange that every message shares. The circuit opens; no
    /// attempt is counted and nothing is ever parked.
    /// </summary>
    Unreachable,

    /// <summary>
    /// The connection was lost, or the confirm is late, while the message was under way: it may have arrived. It
    /// goes again first and alone.
    /// </summary>
    InDoubt,

    /// <summary>The bus said no to this message. Retried with back-off, parked when the budget is spent.</summary>
    Refused,

    /// <summary>The bus said not now. Treated as <see cref="Refused"/>.</summary>
    Throttled,

    /// <summary>The user may not publish this topic. Treated as <see cref="Refused"/>.</summary>
    NotPermitted,

    /// <summary>The message can never be sent on this bus. Parked at once.</summary>
    Invalid,

    /// <summary>The message is larger than the bus takes. Parked at once.</summary>
    TooLarge,

    /// <summary>
    /// The bus took the message and has nobody to give it to. Recorded and done, unless
    /// <see cref="MessengerException.Park"/> is set.
    /// </summary>
    Unroutable,
}
