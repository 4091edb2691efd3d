namespace PdcBus;

/// <summary>One line of a frame's head.</summary>
internal readonly ref struct StompHeaderLine
{
    private StompHeaderLine(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        Name = name;
        Value = value;
    }

    public ReadOnlySpan<byte> Name { get; }

    public ReadOnlySpan<byte> Value { get; }

    // header = header-name ":" header-value
    /// <summary>Takes the next of lines that were checked before.</summary>
    public static bool TryRead(scoped ref ReadOnlySpan<byte> lines, out StompHeaderLine line)
    {
        if (lines.IsEmpty)
        {
            line = default;
            return false;
        }

        var end = lines.IndexOf((byte)'\n');
        var text = WithoutEnd(lines[..end]);
        lines = lines[(end + 1)..];
        var colon = text.IndexOf((byte)':');
        line = new StompHeaderLine(text[..colon], text[(colon + 1)..]);
        return true;
    }

    // EOL = [CR] LF; in 1.0 and 1.1 only LF, but a server that writes CR LF there means the end of the line, too.
    public static ReadOnlySpan<byte> WithoutEnd(ReadOnlySpan<byte> line) =>
        line is [.., (byte)'\r'] ? line[..^1] : line;
}
