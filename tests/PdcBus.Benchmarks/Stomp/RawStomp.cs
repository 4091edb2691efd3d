using System.Net.Sockets;
using System.Text;

namespace PdcBus;

/// <summary>Octets on a socket, and nothing else: what no client of STOMP can be quicker than.</summary>
internal sealed class RawStomp : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[64 * 1024];

    public RawStomp(Uri server)
    {
        var user = server.UserInfo.Split(':').Select(Uri.UnescapeDataString).ToArray();
        _socket.Connect(server.Host, server.Port);
        Write($"CONNECT\naccept-version:1.2\nhost:/\nlogin:{user[0]}\npasscode:{user[1]}\n\n\0");
        Answer = Encoding.UTF8.GetString(_buffer, 0, _socket.Receive(_buffer));
    }

    /// <summary>What CONNECT was answered with.</summary>
    public string Answer { get; }

    /// <summary>Writes pieces and waits for a frame in answer to each, so many pieces ahead and as many in one call.</summary>
    /// <param name="octets">The pieces, one after the other.</param>
    /// <param name="ends">Where each ends.</param>
    /// <param name="window">How many may be unanswered.</param>
    public void Exchange(ReadOnlySpan<byte> octets, IReadOnlyList<int> ends, int window)
    {
        var (sent, start) = (0, 0);
        for (var answered = 0; answered < ends.Count;)
        {
            var next = Math.Min(ends.Count, answered + window);
            if (next > sent)
            {
                _socket.Send(octets[start..ends[next - 1]]);
                (sent, start) = (next, ends[next - 1]);
            }

            answered += ReceiveFrames();
        }
    }

    /// <summary>Takes so many messages out of a queue.</summary>
    public void Drain(string queue, int count)
    {
        Write($"SUBSCRIBE\nid:1\nack:auto\ndestination:{queue}\n\n\0");
        while (count > 0) count -= ReceiveFrames();
        // A subscription that is not ended would take what comes next.
        Write("UNSUBSCRIBE\nid:1\nreceipt:end\n\n\0");
        while (ReceiveFrames() == 0)
        {
        }
    }

    public void Dispose() => _socket.Dispose();

    /// <summary>Frames end with a NUL, and no body here holds one.</summary>
    private int ReceiveFrames()
    {
        var length = _socket.Receive(_buffer);
        return length > 0 ? _buffer.AsSpan(0, length).Count((byte)0) : throw new IOException("The server closed the connection.");
    }

    private void Write(string frame) => _socket.Send(Encoding.UTF8.GetBytes(frame));
}
