namespace PdcBus;

/// <summary>A stored row as the relay reads it.</summary>
/// <param name="Position">Its place in the append order of its lane; never used twice.</param>
/// <param name="Message">The message.</param>
/// <param name="Attempts">How often it has been refused so far.</param>
/// <param name="NotBefore">Not to be sent before this time; null: at once.</param>
public sealed record OutboxEntry(long Position, PdcMessage Message, int Attempts = 0, DateTimeOffset? NotBefore = null);
