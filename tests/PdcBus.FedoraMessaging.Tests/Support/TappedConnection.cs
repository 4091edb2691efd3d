using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace PdcBus.FedoraMessaging.Tests;

/// <summary>Stands between a subscriber and the broker and keeps the content headers that the broker sends, as bytes.</summary>
internal sealed class TappedConnection : IAsyncDisposable
{
    // AMQP 0.9.1, 4.2.3: type, channel (2), size (4), payload, end. 4.2.6.1: class (2), weight (2), body size (8), flags …
    private const int FrameHeader = 7;
    private const int BeforeFlags = 12;
    private const byte ContentHeader = 2;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<byte[]> _headers = new();
    private readonly Task _tapping;

    public TappedConnection(string host, int port)
    {
        _listener.Start();
        _tapping = TapAsync(host, port);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The flags and properties of what was delivered, in order.</summary>
    public IReadOnlyList<string> PropertiesInHex => [.. _headers.Select(Convert.ToHexStringLower)];

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _tapping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task TapAsync(string host, int port)
    {
        using var subscriber = await _listener.AcceptTcpClientAsync();
        using var broker = new TcpClient();
        await broker.ConnectAsync(host, port);
        var (near, far) = (subscriber.GetStream(), broker.GetStream());
        var sending = near.CopyToAsync(far);
        await PassOnAsync(far, near).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        broker.Close();
        await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task PassOnAsync(NetworkStream far, NetworkStream near)
    {
        var start = new byte[FrameHeader];
        while (true)
        {
            await far.ReadExactlyAsync(start);
            var rest = new byte[BinaryPrimitives.ReadInt32BigEndian(start.AsSpan(3)) + 1];
            await far.ReadExactlyAsync(rest);
            if (start[0] == ContentHeader) _headers.Enqueue(rest[BeforeFlags..^1]);
            await near.WriteAsync(start);
            await near.WriteAsync(rest);
        }
    }
}
