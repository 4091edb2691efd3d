using System.Net.Sockets;
using System.Text;

namespace PdcBus;

/// <summary>
/// One end of a connection, most often the server's. It reads as strictly as the specification allows: whatever the other
/// end gets wrong is an <see cref="InvalidDataException"/>. Its parser has nothing in common with the one under test.
/// </summary>
public sealed class StompPeer(Socket socket)
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    /// <summary>The empty lines that have come: heart-beats.</summary>
    public int Beats { get; private set; }

    /// <summary>The version whose escapes frames use after CONNECT.</summary>
    public string Version { get; set; } = "1.2";

    /// <summary>Takes CONNECT and answers CONNECTED with these header lines.</summary>
    public async Task<StompPeerFrame> AcceptAsync(CancellationToken cancellationToken, params string[] headers)
    {
        var connect = await ReadAsync(cancellationToken) ?? throw new InvalidDataException("Closed before CONNECT.");
        if (connect.Command != "CONNECT") throw new InvalidDataException($"{connect.Command} comes before CONNECT.");
        if (headers.Length == 0) headers = ["version:1.2", "server:RabbitMQ/3.10.8"];
        await WriteAsync($"CONNECTED\n{string.Join('\n', headers)}\n\n\0", cancellationToken);
        return connect;
    }

    /// <summary>Answers every receipt that is asked for, until the client leaves.</summary>
    public async Task ServeAsync(CancellationToken cancellationToken, Action<StompPeerFrame>? taken = null)
    {
        while (await ReadAsync(cancellationToken) is { } frame)
        {
            taken?.Invoke(frame);
            if (frame["receipt"] is { } receipt) await ReceiptAsync(receipt, cancellationToken);
        }
    }

    /// <summary>Sends RECEIPT.</summary>
    public Task ReceiptAsync(string? id, CancellationToken cancellationToken) =>
        WriteAsync($"RECEIPT\nreceipt-id:{id}\n\n\0", cancellationToken);

    /// <summary>Sends text as it is.</summary>
    public Task WriteAsync(string text, CancellationToken cancellationToken) =>
        WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);

    /// <summary>Sends octets as they are.</summary>
    public async Task WriteAsync(ReadOnlyMemory<byte> octets, CancellationToken cancellationToken)
    {
        while (!octets.IsEmpty) octets = octets[await socket.SendAsync(octets, cancellationToken)..];
    }

    /// <summary>Ends the connection with a reset instead of a goodbye.</summary>
    public void Reset()
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Close();
    }

    /// <summary>Waits until the client has closed, and takes whatever it still sends.</summary>
    public async Task WaitForCloseAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await socket.ReceiveAsync(_buffer, cancellationToken) > 0)
            {
            }
        }
        catch (SocketException)
        {
        }
    }

    /// <summary>Reads the next frame; null when the client has closed between two.</summary>
    public async Task<StompPeerFrame?> ReadAsync(CancellationToken cancellationToken)
    {
        int octet;
        while ((octet = await NextAsync(cancellationToken)) == '\n') Beats++;
        if (octet < 0) return null;

        var command = (char)octet + await LineAsync(cancellationToken);
        if (command.Any(c => c is < 'A' or > 'Z')) throw new InvalidDataException($"'{command}' is no command.");
        var headers = await HeadersAsync(command is "CONNECT" or "CONNECTED", cancellationToken);
        var length = headers.FirstOrDefault(h => h.Key == "content-length").Value;
        if (length is null && command == "SEND") throw new InvalidDataException("A SEND has no content-length.");
        var body = new byte[length is null ? 0 : int.Parse(length, System.Globalization.CultureInfo.InvariantCulture)];
        for (var i = 0; i < body.Length; i++) body[i] = (byte)await MustNextAsync(cancellationToken);
        if (await MustNextAsync(cancellationToken) != 0) throw new InvalidDataException($"No NUL ends {command}.");
        return new StompPeerFrame(command, headers, body);
    }

    private async Task<List<KeyValuePair<string, string>>> HeadersAsync(
        bool isHandshake, CancellationToken cancellationToken)
    {
        var headers = new List<KeyValuePair<string, string>>();
        while (await LineAsync(cancellationToken) is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 1) throw new InvalidDataException($"'{line}' is no header.");
            var name = line[..colon];
            var value = isHandshake ? line[(colon + 1)..] : Unescape(line[(colon + 1)..]);
            if (headers.Any(h => h.Key == name)) throw new InvalidDataException($"Two headers are named '{name}'.");
            headers.Add(new(name, value));
        }

        return headers;
    }

    private string Unescape(string value)
    {
        if (Version == "1.0") return value;
        if (value.Contains(':', StringComparison.Ordinal)) throw new InvalidDataException($"'{value}' has a bare colon.");
        var plain = new StringBuilder();
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] != '\\')
            {
                plain.Append(value[i]);
                continue;
            }

            plain.Append((i + 1 < value.Length ? value[++i] : ' ', Version) switch
            {
                ('\\', _) => '\\',
                ('c', _) => ':',
                ('n', _) => '\n',
                ('r', "1.2") => '\r',
                _ => throw new InvalidDataException($"'{value}' has an escape that is not defined."),
            });
        }

        return plain.ToString();
    }

    private async Task<string> LineAsync(CancellationToken cancellationToken)
    {
        var line = new List<byte>();
        int octet;
        while ((octet = await MustNextAsync(cancellationToken)) != '\n')
        {
            if (octet is 0 or '\r') throw new InvalidDataException("A NUL or a CR stands in a head.");
            line.Add((byte)octet);
        }

        return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString([.. line]);
    }

    private async ValueTask<int> MustNextAsync(CancellationToken cancellationToken)
    {
        var octet = await NextAsync(cancellationToken);
        return octet >= 0 ? octet : throw new InvalidDataException("Closed in the middle of a frame.");
    }

    private ValueTask<int> NextAsync(CancellationToken cancellationToken) =>
        _start < _end ? ValueTask.FromResult<int>(_buffer[_start++]) : FillAsync(cancellationToken);

    private async ValueTask<int> FillAsync(CancellationToken cancellationToken)
    {
        try
        {
            _end = await socket.ReceiveAsync(_buffer, cancellationToken);
        }
        catch (SocketException)
        {
            _end = 0;
        }

        _start = 0;
        return _end == 0 ? -1 : _buffer[_start++];
    }
}
