using System.Buffers;

namespace PdcBus;

/// <summary>How a header keeps the octets that would end it.</summary>
/// <remarks>
/// https://stomp.github.io/stomp-specification-1.2.html#Value_Encoding: "\r (octet 92 and 114) translates to carriage
/// return (octet 13), \n … to line feed (octet 10), \c … to : (octet 58), \\ … to \ (octet 92). Undefined escape
/// sequences such as \t MUST be treated as fatal protocol errors." Version 1.1 knows no \r, version 1.0 no escapes.
/// </remarks>
internal static class StompEscaping
{
    private static readonly SearchValues<byte> Special = SearchValues.Create("\\:\r\n\0"u8);

    /// <summary>
    /// Escapes UTF-8 octets. Returns the first octet that the version has no way to carry, or -1 if all were written.
    /// </summary>
    public static int Write(ReadOnlySpan<byte> octets, StompVersion version, IBufferWriter<byte> output)
    {
        while (true)
        {
            var plain = octets.IndexOfAny(Special);
            if (plain < 0)
            {
                output.Write(octets);
                return -1;
            }

            output.Write(octets[..plain]);
            var octet = octets[plain];
            if (!TryEscape(octet, version, out var escaped)) return octet;
            output.Write(escaped);
            octets = octets[(plain + 1)..];
        }
    }

    /// <summary>
    /// The same for CONNECT, whose headers are not escaped by the specification. RabbitMQ and ActiveMQ undo \\ there all
    /// the same and take a colon as it is, so the backslash alone is doubled.
    /// </summary>
    public static int WriteHandshake(ReadOnlySpan<byte> octets, IBufferWriter<byte> output)
    {
        foreach (ref readonly var octet in octets)
        {
            if (octet is (byte)'\r' or (byte)'\n' or 0) return octet;
            if (octet == '\\') output.Write("\\"u8);
            output.Write(new ReadOnlySpan<byte>(in octet));
        }

        return -1;
    }

    // header-value = *<any OCTET except CR or LF or ":">; a receiver takes further colons as part of the value.
    /// <summary>Whether received octets hold no undefined escape.</summary>
    public static bool IsValid(ReadOnlySpan<byte> raw, StompVersion version)
    {
        if (version == StompVersion.V10) return true;
        while (true)
        {
            var at = raw.IndexOf((byte)'\\');
            if (at < 0) return true;
            if (at + 1 == raw.Length || Unescape(raw[at + 1], version) == 0) return false;
            raw = raw[(at + 2)..];
        }
    }

    /// <summary>Undoes the escapes of octets that <see cref="IsValid"/> has passed; returns how many are left.</summary>
    public static int Unescape(ReadOnlySpan<byte> raw, StompVersion version, Span<byte> octets)
    {
        var length = 0;
        for (var i = 0; i < raw.Length; i++)
        {
            octets[length++] = raw[i] == '\\' && version != StompVersion.V10 ? Unescape(raw[++i], version) : raw[i];
        }

        return length;
    }

    private static byte Unescape(byte letter, StompVersion version) => letter switch
    {
        (byte)'\\' => (byte)'\\',
        (byte)'c' => (byte)':',
        (byte)'n' => (byte)'\n',
        (byte)'r' when version == StompVersion.V12 => (byte)'\r',
        _ => 0,
    };

    /// <summary>
    /// A CR is legal as it is before 1.2, but at the end of a value a receiver may take it for half of the line's end.
    /// A NUL is legal in a header everywhere, but some clients end the frame there. Neither is sent.
    /// </summary>
    private static bool TryEscape(byte octet, StompVersion version, out ReadOnlySpan<byte> escaped)
    {
        escaped = (octet, version) switch
        {
            ((byte)'\\', StompVersion.V10) => "\\"u8,
            ((byte)':', StompVersion.V10) => ":"u8,
            (_, StompVersion.V10) => default,
            ((byte)'\\', _) => @"\\"u8,
            ((byte)':', _) => @"\c"u8,
            ((byte)'\n', _) => @"\n"u8,
            ((byte)'\r', StompVersion.V12) => @"\r"u8,
            _ => default,
        };
        return !escaped.IsEmpty;
    }
}
