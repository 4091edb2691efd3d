namespace PdcBus;

/// <summary>The commands as they stand on the wire: upper case, and case matters.</summary>
internal static class StompCommands
{
    /// <summary>The longest command line that can be one, in octets: UNSUBSCRIBE and a CR, with room to name a wrong one.</summary>
    public const int MaxLength = 32;

    // STOMP 1.2, "Body": "Only the SEND, MESSAGE, and ERROR frames MAY have a body."
    public static bool MayHaveBody(StompCommand command) =>
        command is StompCommand.Send or StompCommand.Message or StompCommand.Error;

    // STOMP 1.2, "Value Encoding": CONNECT and CONNECTED frames do not escape, to stay readable for version 1.0.
    public static bool IsHandshake(StompCommand command) =>
        command is StompCommand.Connect or StompCommand.Connected;

    // client-command = "SEND" | "SUBSCRIBE" | … | "CONNECT" | "STOMP"
    // server-command = "CONNECTED" | "MESSAGE" | "RECEIPT" | "ERROR"
    public static ReadOnlySpan<byte> ToWire(StompCommand command) => command switch
    {
        StompCommand.Connect => "CONNECT"u8,
        StompCommand.Stomp => "STOMP"u8,
        StompCommand.Send => "SEND"u8,
        StompCommand.Subscribe => "SUBSCRIBE"u8,
        StompCommand.Unsubscribe => "UNSUBSCRIBE"u8,
        StompCommand.Begin => "BEGIN"u8,
        StompCommand.Commit => "COMMIT"u8,
        StompCommand.Abort => "ABORT"u8,
        StompCommand.Ack => "ACK"u8,
        StompCommand.Nack => "NACK"u8,
        StompCommand.Disconnect => "DISCONNECT"u8,
        StompCommand.Connected => "CONNECTED"u8,
        StompCommand.Message => "MESSAGE"u8,
        StompCommand.Receipt => "RECEIPT"u8,
        _ => "ERROR"u8,
    };

    public static bool TryParse(ReadOnlySpan<byte> wire, out StompCommand command)
    {
        for (command = StompCommand.Connect; command <= StompCommand.Error; command++)
        {
            if (wire.SequenceEqual(ToWire(command))) return true;
        }

        return false;
    }
}
