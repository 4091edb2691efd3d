namespace PdcBus;

/// <summary>What the outbox remembers of a message that was refused.</summary>
/// <param name="Attempts">How often it has been refused, this time included.</param>
/// <param name="Kind">The kind of the last error.</param>
/// <param name="Error">The last error in words. Never a payload or a password.</param>
public sealed record OutboxFailure(int Attempts, MessengerErrorKind Kind, string Error);
