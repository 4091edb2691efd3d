namespace PdcBus;

/// <summary>A STOMP server that does what a real one cannot be made to do.</summary>
public sealed class ScriptedStompServer : ScriptedServer<StompPeer>
{
    /// <summary>Plays a script that is told the number of the connection, counted from one.</summary>
    public ScriptedStompServer(Func<StompPeer, int, CancellationToken, Task> script)
        : base("stomp://127.0.0.1", socket => new StompPeer(socket), script)
    {
    }

    /// <summary>The same, for a script that treats all connections alike.</summary>
    public ScriptedStompServer(Func<StompPeer, CancellationToken, Task> script)
        : this((peer, _, cancellationToken) => script(peer, cancellationToken))
    {
    }
}
