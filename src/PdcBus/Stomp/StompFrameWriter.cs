using System.Buffers;
using System.Buffers.Text;
using System.Text.Unicode;

namespace PdcBus;

/// <summary>Writes frames: <see cref="Begin"/>, headers, <see cref="End(IBufferWriter{byte})"/>.</summary>
/// <remarks>
/// https://stomp.github.io/stomp-specification-1.2.html#Augmented_BNF. The head is built aside and handed over with the
/// body, so that a header that cannot be sent leaves nothing behind. No header value becomes a second header or a second
/// frame: what the version cannot escape is refused.
/// </remarks>
internal sealed class StompFrameWriter(StompLimits limits)
{
    private readonly ArrayBufferWriter<byte> _head = new(1024);
    private byte[] _utf8 = new byte[1024];
    private StompCommand _command;
    private int _headers;
    private int _lineStart;

    /// <summary>The version in force; it decides the escapes. CONNECT has escapes of its own.</summary>
    public StompVersion Version { get; set; } = StompVersion.V12;

    // command EOL
    public void Begin(StompCommand command)
    {
        _head.ResetWrittenCount();
        _headers = 0;
        _command = command;
        _head.Write(StompCommands.ToWire(command));
        _head.Write("\n"u8);
    }

    // header-name ":" header-value EOL
    /// <summary>Writes a header whose name is a known one.</summary>
    /// <exception cref="MessengerException">The value cannot be sent, or is too long.</exception>
    public void Header(ReadOnlySpan<byte> name, ReadOnlySpan<char> value)
    {
        BeginLine(name);
        WriteValue(value);
        EndLine();
    }

    /// <summary>Writes a header that holds a number.</summary>
    public void Header(ReadOnlySpan<byte> name, long value)
    {
        BeginLine(name);
        Utf8Formatter.TryFormat(value, _head.GetSpan(20), out var written);
        _head.Advance(written);
        EndLine();
    }

    /// <summary>Writes a header that holds an id.</summary>
    public void Header(ReadOnlySpan<byte> name, Guid value)
    {
        BeginLine(name);
        Utf8Formatter.TryFormat(value, _head.GetSpan(36), out var written);
        _head.Advance(written);
        EndLine();
    }

    /// <summary>Writes a header whose value needs no escape, or has them already.</summary>
    public void Plain(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        BeginLine(name);
        _head.Write(value);
        EndLine();
    }

    /// <summary>Writes a header of a user's own choice. A name is letters, digits, dot, dash and underscore.</summary>
    /// <exception cref="MessengerException">The name or the value cannot be sent, or is too long.</exception>
    public void Header(ReadOnlySpan<char> name, ReadOnlySpan<char> value)
    {
        if (!StompHeaderNames.IsValid(name))
        {
            throw new MessengerException(
                MessengerErrorKind.Invalid,
                $"The header name '{PeerText.Clean(name.ToString())}' cannot be sent by STOMP: use letters, digits, '.', '-' and '_'.");
        }

        _lineStart = _head.WrittenCount;
        Append(name);
        _head.Write(":"u8);
        WriteValue(value);
        EndLine();
    }

    // EOL NULL
    /// <summary>Ends a frame without a body.</summary>
    public void End(IBufferWriter<byte> output)
    {
        _head.Write("\n\0"u8);
        output.Write(_head.WrittenSpan);
    }

    // EOL *OCTET NULL
    /// <summary>Ends a frame with a body. Its content-length lets the body hold anything, a NUL too.</summary>
    /// <exception cref="MessengerException">The body is too long.</exception>
    public void End(IBufferWriter<byte> output, ReadOnlySpan<byte> body)
    {
        if (body.Length > limits.Body)
        {
            throw new MessengerException(
                MessengerErrorKind.TooLarge,
                $"The body has {body.Length} bytes, and {limits.Body} are allowed. If the server takes more, raise Stomp:Limits:Body.");
        }

        Header("content-length"u8, body.Length);
        _head.Write("\n"u8);
        output.Write(_head.WrittenSpan);
        output.Write(body);
        output.Write("\0"u8);
    }

    private void BeginLine(ReadOnlySpan<byte> name)
    {
        _lineStart = _head.WrittenCount;
        _head.Write(name);
        _head.Write(":"u8);
    }

    private void EndLine()
    {
        var length = _head.WrittenCount - _lineStart;
        if (length > limits.Line)
        {
            throw new MessengerException(
                MessengerErrorKind.TooLarge,
                $"The header '{NameOfLine()}' has {length} bytes, and {limits.Line} are allowed. If the server takes more, raise Stomp:Limits:Line.");
        }

        if (++_headers > limits.Headers)
        {
            throw new MessengerException(
                MessengerErrorKind.TooLarge,
                $"The message has more than {limits.Headers} headers. If the server takes more, raise Stomp:Limits:Headers.");
        }

        _head.Write("\n"u8);
    }

    private void WriteValue(ReadOnlySpan<char> value)
    {
        if (_utf8.Length < value.Length * 3) _utf8 = new byte[value.Length * 3];
        if (Utf8.FromUtf16(value, _utf8, out _, out var length, replaceInvalidSequences: false) != OperationStatus.Done)
        {
            throw Unsendable("half of a surrogate pair");
        }

        var octets = _utf8.AsSpan(0, length);
        var refused = _command == StompCommand.Connect
            ? StompEscaping.WriteHandshake(octets, _head)
            : StompEscaping.Write(octets, Version, _head);
        if (refused < 0) return;
        throw Unsendable(refused switch
        {
            0 => "a NUL",
            '\r' => "a carriage return",
            _ => "a line feed",
        });
    }

    private void Append(ReadOnlySpan<char> ascii)
    {
        var span = _head.GetSpan(ascii.Length);
        for (var i = 0; i < ascii.Length; i++) span[i] = (byte)ascii[i];
        _head.Advance(ascii.Length);
    }

    private MessengerException Unsendable(string what) => new(
        MessengerErrorKind.Invalid,
        $"The header '{NameOfLine()}' holds {what}, which cannot be sent in {Describe()}.");

    private string Describe() => _command == StompCommand.Connect ? "a CONNECT frame" : Version switch
    {
        StompVersion.V10 => "STOMP 1.0, all that this server speaks",
        StompVersion.V11 => "STOMP 1.1, all that this server speaks",
        _ => "a header",
    };

    private string NameOfLine()
    {
        var line = _head.WrittenSpan[_lineStart..];
        return PeerText.Clean(line[..line.IndexOf((byte)':')]);
    }
}
