namespace PdcBus;

/// <summary>The commands of STOMP 1.2, of clients and of servers.</summary>
/// <remarks>https://stomp.github.io/stomp-specification-1.2.html#Augmented_BNF (client-command, server-command)</remarks>
internal enum StompCommand
{
    Connect,
    Stomp,
    Send,
    Subscribe,
    Unsubscribe,
    Begin,
    Commit,
    Abort,
    Ack,
    Nack,
    Disconnect,
    Connected,
    Message,
    Receipt,
    Error,
}
