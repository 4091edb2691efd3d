namespace PdcBus;

/// <summary>How a connection ended that was not closed from this side.</summary>
/// <param name="Reason">Why, as a sentence.</param>
/// <param name="WasSilent">The server gave no sign of life: it may accept the next connection and be as silent.</param>
/// <param name="HadConfirmed">Something was confirmed on it: the server had worked.</param>
public sealed record ConnectionEnd(string Reason, bool WasSilent, bool HadConfirmed)
{
    /// <summary>What becomes of a message that was under way then.</summary>
    /// <param name="reason">Why the connection ended, as a sentence.</param>
    public static MessengerException InDoubt(string reason) => new(
        MessengerErrorKind.InDoubt, $"The connection was lost while the message was under way. {reason}");
}
