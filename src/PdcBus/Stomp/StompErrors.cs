using System.Buffers;
using System.Text;

namespace PdcBus;

/// <summary>From an ERROR frame to the kind of an error. Servers have no codes, only words.</summary>
internal static class StompErrors
{
    /// <summary>What every message would meet, so that the bus counts as unreachable.</summary>
    private static readonly (string Words, string Cure)[] Shared =
    [
        ("not_found", "Declare the exchange or queue that Stomp:Destination names."),
        ("no exchange", "Declare the exchange that Stomp:Destination names."),
        ("shutdown", "The server is shutting down."),
        ("connection_forced", "The server has closed the connection."),
    ];

    private static readonly (string Words, MessengerErrorKind Kind, string Cure)[] OfOneMessage =
    [
        ("access_refused", MessengerErrorKind.NotPermitted, "Give the user of Stomp:Login the right to write there."),
        ("access refused", MessengerErrorKind.NotPermitted, "Give the user of Stomp:Login the right to write there."),
        ("not authorized", MessengerErrorKind.NotPermitted, "Give the user of Stomp:Login the right to write there."),
        ("invalid destination", MessengerErrorKind.Invalid, "Check Stomp:Destination and the topic."),
        ("not a valid", MessengerErrorKind.Invalid, "Check Stomp:Destination and the topic."),
        ("frame size was exceeded", MessengerErrorKind.TooLarge, "Lower Stomp:Limits to what the server takes, or raise it there."),
        ("maximum header length", MessengerErrorKind.TooLarge, "Lower Stomp:Limits:Line to what the server takes."),
        ("maximum number of headers", MessengerErrorKind.TooLarge, "Lower Stomp:Limits:Headers to what the server takes."),
        ("maximum data length", MessengerErrorKind.TooLarge, "Lower Stomp:Limits:Body to what the server takes."),
        ("larger than", MessengerErrorKind.TooLarge, "Lower Stomp:Limits:Body to what the server takes."),
        ("usage manager", MessengerErrorKind.Throttled, "The server's memory or store is full."),
        ("resource limit", MessengerErrorKind.Throttled, "The server's memory or store is full."),
    ];

    /// <summary>What the frame says, in one clean line.</summary>
    public static string Text(in StompFrame frame)
    {
        var message = PeerText.Clean(frame.Get("message"u8) ?? "");
        // ActiveMQ puts a stack trace into the body; its first line repeats the message.
        var body = PeerText.Clean(FirstLine(frame));
        if (message.Length == 0) return body;
        var text = body.Length == 0 || body.Contains(message, StringComparison.Ordinal) ? message : $"{message}: {body}";
        return text.TrimEnd('.');
    }

    /// <summary>Why CONNECT was refused, and the cure.</summary>
    public static MessengerException OfConnect(string text)
    {
        var cure = text switch
        {
            _ when Has(text, "virtual host") => "Check Stomp:VirtualHost and the user's rights on it.",
            _ when Has(text, "version") => "The server speaks none of the versions 1.0, 1.1 and 1.2.",
            _ when Has(text, "certificate") => "Give the server a user of the certificate's name.",
            _ => "Check Stomp:Login and Stomp:Passcode, and the user's rights on the server.",
        };
        return new MessengerException(MessengerErrorKind.Unreachable, $"The server refused the login: {text}. {cure}");
    }

    /// <summary>An error that concerns every message alike; null if it concerns one.</summary>
    public static MessengerException? OfAll(string text)
    {
        foreach (var (words, cure) in Shared)
        {
            if (Has(text, words)) return new(MessengerErrorKind.Unreachable, $"The server said: {text}. {cure}");
        }

        return null;
    }

    /// <summary>The error of the message that was at fault.</summary>
    public static MessengerException OfMessage(string text)
    {
        foreach (var (words, kind, cure) in OfOneMessage)
        {
            if (Has(text, words)) return new(kind, $"The server said: {text}. {cure}");
        }

        return new(MessengerErrorKind.Refused, $"The server said: {text}.");
    }

    private static string FirstLine(in StompFrame frame)
    {
        var text = Encoding.UTF8.GetString(frame.Body.Slice(0, Math.Min(frame.Body.Length, 1024))).Trim('\r', '\n');
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        return end < 0 ? text : text[..end];
    }

    private static bool Has(string text, string words) => text.Contains(words, StringComparison.OrdinalIgnoreCase);
}
