namespace PdcBus;

/// <summary>One message on its way to one messenger: what an outbox stores.</summary>
/// <param name="Lane">The ordered stream that the row belongs to: the messenger's name.</param>
/// <param name="Message">The message.</param>
public readonly record struct OutboxRow(string Lane, PdcMessage Message);
