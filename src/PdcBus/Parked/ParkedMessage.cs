namespace PdcBus;

/// <summary>A message that was refused for good, or too often, and waits for a person.</summary>
/// <param name="Number">Its number among the parked ones; rises with time.</param>
/// <param name="Lane">The lane it was taken out of: the messenger's name, with the shard if there are several.</param>
/// <param name="Message">The message.</param>
/// <param name="Failure">How often it was refused, and why at last.</param>
/// <param name="ParkedAt">When it was parked.</param>
public sealed record ParkedMessage(
    long Number, string Lane, PdcMessage Message, OutboxFailure Failure, DateTimeOffset ParkedAt);
