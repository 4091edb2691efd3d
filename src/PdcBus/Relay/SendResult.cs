using System.Net.Sockets;

namespace PdcBus;

/// <summary>How one send ended.</summary>
/// <param name="Flight">The send.</param>
/// <param name="Error">Null: the bus has confirmed.</param>
internal readonly record struct SendResult(Flight Flight, MessengerException? Error)
{
    /// <summary>The kind of an error that a messenger did not classify itself.</summary>
    public static MessengerException Classify(Exception error) => error switch
    {
        MessengerException known => known,
        OperationCanceledException => new(MessengerErrorKind.InDoubt, "The send was cancelled.", error),
        IOException or SocketException or TimeoutException =>
            new(MessengerErrorKind.InDoubt, $"The connection failed: {error.Message}", error),
        _ => new(MessengerErrorKind.Refused, $"The messenger failed: {error.Message}", error),
    };
}
