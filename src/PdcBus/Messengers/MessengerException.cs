namespace PdcBus;

/// <summary>A send that the bus did not confirm.</summary>
public sealed class MessengerException : PdcBusException
{
    /// <summary>Creates the error.</summary>
    /// <param name="kind">What kind of failure it is.</param>
    /// <param name="message">What happened and what to do about it. Never a payload or a password.</param>
    /// <param name="innerException">The client library's own error.</param>
    public MessengerException(MessengerErrorKind kind, string message, Exception? innerException = null)
        : base(message, innerException) => Kind = kind;

    /// <summary>What kind of failure it is.</summary>
    public MessengerErrorKind Kind { get; }

    /// <summary>For <see cref="MessengerErrorKind.Unroutable"/>: park the message instead of recording it.</summary>
    public bool Park { get; init; }
}
