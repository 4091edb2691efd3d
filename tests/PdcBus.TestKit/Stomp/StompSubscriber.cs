using System.Net.Sockets;

namespace PdcBus;

/// <summary>A durable subscription on ActiveMQ, read by a STOMP client that knows nothing of ours.</summary>
public sealed class StompSubscriber : IBusSubscriber
{
    private readonly Uri _server;
    private readonly string _prefix;
    private readonly string _client = $"pdcbus-{Guid.NewGuid():N}";
    private Socket? _socket;
    private StompPeer? _peer;

    private StompSubscriber(Uri server, string prefix)
    {
        _server = server;
        _prefix = prefix;
    }

    /// <summary>Subscribes to all topics below a prefix, <c>/topic/pdc.</c>, and leaves; the server keeps what comes.</summary>
    public static async Task<StompSubscriber> ListenAsync(Uri server, string prefix, CancellationToken cancellationToken)
    {
        var subscriber = new StompSubscriber(server, prefix);
        await subscriber.ConnectAsync(cancellationToken);
        subscriber.Disconnect();
        return subscriber;
    }

    /// <inheritdoc />
    public async Task<BusDelivery> ReceiveAsync(CancellationToken cancellationToken)
    {
        if (_peer is null) await ConnectAsync(cancellationToken);
        var frame = await ReadAsync("MESSAGE", cancellationToken);
        var headers = frame.Headers.ToDictionary(h => h.Key, h => h.Value);
        return new BusDelivery(headers["destination"][_prefix.Length..], headers, frame.Body);
    }

    /// <summary>Ends the subscription.</summary>
    public async ValueTask DisposeAsync()
    {
        Disconnect();
        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            await ConnectAsync(patience.Token);
            await _peer!.WriteAsync(
                $"UNSUBSCRIBE\nid:1\nactivemq.subscriptionName:{_client}\nreceipt:2\n\n\0", patience.Token);
            while ((await _peer.ReadAsync(patience.Token))?["receipt-id"] is not (null or "2"))
            {
            }
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException or InvalidDataException)
        {
            // The broker is gone; what it keeps goes with its data.
        }

        Disconnect();
    }

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        var user = _server.UserInfo.Split(':');
        _socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await _socket.ConnectAsync(_server.Host, _server.Port, cancellationToken);
        _peer = new StompPeer(_socket);
        await _peer.WriteAsync(
            $"CONNECT\naccept-version:1.2\nhost:/\nclient-id:{_client}\nlogin:{user[0]}\npasscode:{user[1]}\n\n\0", cancellationToken);
        await ReadAsync("CONNECTED", cancellationToken);
        await _peer.WriteAsync(
            $"SUBSCRIBE\nid:1\nack:auto\ndestination:{_prefix}>\nactivemq.subscriptionName:{_client}\nreceipt:1\n\n\0",
            cancellationToken);
        await ReadAsync("RECEIPT", cancellationToken);
    }

    private async Task<StompPeerFrame> ReadAsync(string command, CancellationToken cancellationToken)
    {
        var frame = await _peer!.ReadAsync(cancellationToken)
            ?? throw new InvalidDataException("The server closed the connection.");
        return frame.Command == command
            ? frame
            : throw new InvalidDataException($"The server sent {frame.Command}: {frame["message"]} {frame.Text}");
    }

    private void Disconnect()
    {
        _socket?.Dispose();
        _peer = null;
    }
}
