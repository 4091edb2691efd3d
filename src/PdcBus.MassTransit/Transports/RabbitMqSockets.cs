using System.Net.Sockets;
using RabbitMQ.Client;

namespace PdcBus;

/// <summary>
/// The socket of the connection that is being made. RabbitMQ's client waits for a server's greeting without end, and
/// MassTransit lets everybody wait for the same attempt: closing its socket ends it.
/// </summary>
internal sealed class RabbitMqSockets
{
    private Socket? _latest;

    /// <summary>Makes the socket of an attempt; what the client would do itself.</summary>
    public ITcpClient Create(AddressFamily family)
    {
        var socket = new Socket(family, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        Volatile.Write(ref _latest, socket);
        return new TcpClientAdapter(socket);
    }

    /// <summary>The attempt has come to an end; its connection, if there is one, is left alone.</summary>
    public void Keep() => Volatile.Write(ref _latest, null);

    /// <summary>Ends the attempt.</summary>
    public void GiveUp() => Interlocked.Exchange(ref _latest, null)?.Dispose();
}
