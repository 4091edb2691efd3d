namespace PdcBus;

/// <summary>
/// Ends MassTransit's own repetition of a send. It has no inner exception on purpose: MassTransit looks into inner
/// exceptions when it decides whether to repeat.
/// </summary>
internal sealed class SendEndedException() : Exception("PdcBus has ended this send.");
