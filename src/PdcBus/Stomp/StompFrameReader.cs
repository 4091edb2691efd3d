using System.Buffers;
using System.Text.Unicode;

namespace PdcBus;

/// <summary>Reads frames from a stream of octets that arrives in any pieces.</summary>
/// <remarks>
/// https://stomp.github.io/stomp-specification-1.2.html#Augmented_BNF
/// <code>
/// frame-stream = 1*frame
/// frame        = command EOL *( header EOL ) EOL *OCTET NULL *( EOL )
/// </code>
/// </remarks>
/// <param name="maxLine">The longest header line, in octets.</param>
/// <param name="maxHeaders">The most header lines.</param>
/// <param name="maxBody">The longest body, in octets.</param>
internal sealed class StompFrameReader(
    int maxLine = StompFrameReader.DefaultMaxLine,
    int maxHeaders = StompFrameReader.DefaultMaxHeaders,
    int maxBody = StompFrameReader.DefaultMaxBody)
{
    // A publisher gets receipts and errors. The longest of these is an error with a stack trace as its body.
    public const int DefaultMaxLine = 16 * 1024;
    public const int DefaultMaxHeaders = 128;
    public const int DefaultMaxBody = 1024 * 1024;

    private static readonly SearchValues<byte> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ\r"u8);

    private byte[] _scratch = [];

    /// <summary>The version in force; until CONNECTED has named one, the newest.</summary>
    public StompVersion Version { get; set; } = StompVersion.V12;

    /// <summary>Takes the next frame, if it is complete, and whatever empty lines stand before it.</summary>
    /// <param name="buffer">What has arrived; is moved behind what was taken.</param>
    /// <param name="frame">The frame, valid until the next call and as long as the buffer.</param>
    /// <returns>Whether there is a frame. If not, call again with more.</returns>
    /// <exception cref="StompProtocolException">These octets are, or begin, no frame within the limits.</exception>
    public bool TryRead(ref ReadOnlySequence<byte> buffer, out StompFrame frame)
    {
        frame = default;
        if (!SkipEmptyLines(ref buffer) || !TryFindHead(buffer, out var headLength)) return false;

        var head = Contiguous(buffer.Slice(0, headLength));
        var command = ReadCommand(ref head);
        var escaping = StompCommands.IsHandshake(command) ? StompVersion.V10 : Version;
        CheckHeaders(head, escaping);
        frame = new StompFrame(command, head, escaping, default);

        var rest = buffer.Slice(headLength);
        if (!TryFindBody(in frame, rest, out var bodyLength)) return false;
        frame = new StompFrame(command, head, escaping, rest.Slice(0, bodyLength));
        buffer = rest.Slice(bodyLength + 1);
        return true;
    }

    // *( EOL ): after a frame, and as heart-beats, any number of empty lines may come.
    private static bool SkipEmptyLines(ref ReadOnlySequence<byte> buffer)
    {
        var reader = new SequenceReader<byte>(buffer);
        while (reader.TryPeek(out var octet))
        {
            if (octet == '\n')
            {
                reader.Advance(1);
            }
            else if (octet == '\r')
            {
                if (!reader.TryPeek(1, out var next)) break;
                if (next != '\n') throw new StompProtocolException("A carriage return stands where a frame should begin.");
                reader.Advance(2);
            }
            else
            {
                buffer = buffer.Slice(reader.Position);
                return true;
            }
        }

        buffer = buffer.Slice(reader.Position);
        return false;
    }

    // command EOL *( header EOL ) EOL
    /// <summary>Finds the empty line that ends the head, and stops at the limits even if it never comes.</summary>
    private bool TryFindHead(in ReadOnlySequence<byte> buffer, out long length)
    {
        var reader = new SequenceReader<byte>(buffer);
        for (var lines = 0; ; lines++)
        {
            var limit = lines == 0 ? StompCommands.MaxLength : maxLine;
            var start = reader.Consumed;
            var ended = reader.TryAdvanceTo((byte)'\n');
            length = reader.Consumed;
            var lineLength = (ended ? length - 1 : buffer.Length) - start;
            if (lines == 0) CheckCommandLine(buffer.Slice(0, Math.Min(lineLength, limit)));
            if (lineLength > limit) throw new StompProtocolException($"A line of a frame is longer than {limit} octets.");
            if (!ended) return false;
            if (lineLength == 0 || (lineLength == 1 && FirstOf(buffer.Slice(start)) == '\r')) return true;
            if (lines > maxHeaders) throw new StompProtocolException($"A frame has more than {maxHeaders} headers.");
        }
    }

    private static byte FirstOf(in ReadOnlySequence<byte> octets) => octets.FirstSpan[0];

    /// <summary>Commands are capital letters. What is none is told at once, whether or not its line ever ends.</summary>
    private static void CheckCommandLine(in ReadOnlySequence<byte> line)
    {
        foreach (var piece in line)
        {
            if (piece.Span.ContainsAnyExcept(Letters)) throw new StompProtocolException(NoStomp(PeerText.Clean(line)));
        }
    }

    private static string NoStomp(string text) =>
        $"What came is no STOMP: '{text}'. Check that the port is one for STOMP, with or without TLS as the URL says.";

    private ReadOnlySpan<byte> Contiguous(scoped in ReadOnlySequence<byte> head)
    {
        if (head.IsSingleSegment) return head.FirstSpan;
        var length = (int)head.Length;
        if (_scratch.Length < length) _scratch = new byte[length];
        head.CopyTo(_scratch);
        return _scratch.AsSpan(0, length);
    }

    // command EOL
    /// <summary>Takes the command and leaves the header lines, without the empty one that ends them.</summary>
    private static StompCommand ReadCommand(scoped ref ReadOnlySpan<byte> head)
    {
        var end = head.IndexOf((byte)'\n');
        var line = StompHeaderLine.WithoutEnd(head[..end]);
        head = head[(end + 1)..];
        head = head[..^1];
        if (head is [(byte)'\r'] or [.., (byte)'\n', (byte)'\r']) head = head[..^1];
        return StompCommands.TryParse(line, out var command)
            ? command
            : throw new StompProtocolException(NoStomp(PeerText.Clean(line)));
    }

    // header      = header-name ":" header-value
    // header-name = 1*<any OCTET except CR or LF or ":">
    private void CheckHeaders(ReadOnlySpan<byte> lines, StompVersion escaping)
    {
        while (!lines.IsEmpty)
        {
            var end = lines.IndexOf((byte)'\n');
            var line = StompHeaderLine.WithoutEnd(lines[..end]);
            lines = lines[(end + 1)..];
            if (line.IndexOf((byte)':') < 1) throw Bad("A header has no name or no colon", line);
            if (line.Contains((byte)0)) throw Bad("A header holds a NUL", line);
            if (line.Contains((byte)'\r') && Version == StompVersion.V12) throw Bad("A header holds a carriage return", line);
            if (!StompEscaping.IsValid(line, escaping)) throw Bad("A header holds an escape that is not defined", line);
            if (!Utf8.IsValid(line)) throw Bad("A header is no UTF-8", line);
        }

        static StompProtocolException Bad(string what, ReadOnlySpan<byte> line) =>
            new($"{what}: '{PeerText.Clean(line)}'.");
    }

    // *OCTET NULL
    /// <summary>
    /// "If a content-length header is included, this number of octets MUST be read, regardless of whether or not there
    /// are NULL octets in the body. The frame still needs to be terminated with a NULL octet."
    /// </summary>
    private bool TryFindBody(in StompFrame frame, in ReadOnlySequence<byte> rest, out long length)
    {
        if (!frame.TryGetRaw("content-length"u8, out var stated))
        {
            if (rest.PositionOf((byte)0) is { } end)
            {
                length = rest.Slice(0, end).Length;
                CheckBody(frame.Command, length);
                return true;
            }

            length = rest.Length;
            CheckBody(frame.Command, length);
            return false;
        }

        if (!frame.TryGetNumber("content-length"u8, out length))
        {
            throw new StompProtocolException($"A content-length is no length: '{PeerText.Clean(stated)}'.");
        }

        CheckBody(frame.Command, length);
        if (rest.Length <= length) return false;
        return FirstOf(rest.Slice(length)) == 0
            ? true
            : throw new StompProtocolException("No NUL follows the body: its content-length is wrong.");
    }

    private void CheckBody(StompCommand command, long length)
    {
        if (length > maxBody) throw new StompProtocolException($"A body is longer than {maxBody} octets.");
        if (length > 0 && !StompCommands.MayHaveBody(command))
        {
            throw new StompProtocolException($"A {command} frame has a body.");
        }
    }
}
