using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace PdcBus;

/// <summary>A frame that was read: a view of the buffer it was read from, and no longer valid than that.</summary>
internal readonly ref struct StompFrame
{
    private readonly ReadOnlySpan<byte> _headers;
    private readonly StompVersion _escaping;

    /// <param name="command">The command.</param>
    /// <param name="headers">The checked header lines, each with its line feed.</param>
    /// <param name="escaping">The version whose escapes they use.</param>
    /// <param name="body">The body, without the NUL.</param>
    public StompFrame(
        StompCommand command, ReadOnlySpan<byte> headers, StompVersion escaping, ReadOnlySequence<byte> body)
    {
        Command = command;
        _headers = headers;
        _escaping = escaping;
        Body = body;
    }

    public StompCommand Command { get; }

    public ReadOnlySequence<byte> Body { get; }

    // "If a client or a server receives repeated frame header entries, only the first header entry SHOULD be used."
    /// <summary>The value of a header as it stands on the wire.</summary>
    public bool TryGetRaw(ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        var rest = _headers;
        while (StompHeaderLine.TryRead(ref rest, out var line))
        {
            if (line.Name.SequenceEqual(name))
            {
                value = line.Value;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>The value of a header; null if there is none.</summary>
    public string? Get(ReadOnlySpan<byte> name)
    {
        if (!TryGetRaw(name, out var raw)) return null;
        if (!raw.Contains((byte)'\\')) return Encoding.UTF8.GetString(raw);
        var octets = new byte[raw.Length];
        return Encoding.UTF8.GetString(octets, 0, StompEscaping.Unescape(raw, _escaping, octets));
    }

    /// <summary>The value of a header that is a number without sign; false if it is absent or anything else.</summary>
    public bool TryGetNumber(ReadOnlySpan<byte> name, out long value)
    {
        value = 0;
        return TryGetRaw(name, out var raw) && raw.Length > 0 && char.IsAsciiDigit((char)raw[0])
            && Utf8Parser.TryParse(raw, out value, out var used) && used == raw.Length;
    }
}
