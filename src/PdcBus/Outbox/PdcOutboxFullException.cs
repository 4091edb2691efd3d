namespace PdcBus;

/// <summary>Too many messages are waiting: the outbox takes no new work. In a request the answer is 503.</summary>
public sealed class PdcOutboxFullException : PdcBusException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">What is full, the figure, the limit and the setting that holds it.</param>
    public PdcOutboxFullException(string message)
        : base(message)
    {
    }
}
