namespace PdcBus;

/// <summary>An AMQP 1.0 server that does what a real one cannot be made to do.</summary>
public sealed class ScriptedAmqpServer : ScriptedServer<AmqpPeer>
{
    /// <summary>Plays a script that is told the number of the connection, counted from one.</summary>
    public ScriptedAmqpServer(Func<AmqpPeer, int, CancellationToken, Task> script)
        : base("amqp://user:secret@127.0.0.1", socket => new AmqpPeer(socket), script)
    {
    }

    /// <summary>The same, for a script that treats all connections alike.</summary>
    public ScriptedAmqpServer(Func<AmqpPeer, CancellationToken, Task> script)
        : this((peer, _, cancellationToken) => script(peer, cancellationToken))
    {
    }
}
