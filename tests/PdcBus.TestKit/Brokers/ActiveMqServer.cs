namespace PdcBus;

/// <summary>
/// The ActiveMQ that tests run against: the one of <see cref="Variable"/>, else the one that
/// <c>build/brokers/activemq start</c> has started.
/// </summary>
public sealed class ActiveMqServer : BrokerServer
{
    /// <summary>Names its STOMP: <c>stomp://user:password@host:port</c>, with full rights.</summary>
    public const string Variable = "PDCBUS_TEST_ACTIVEMQ";

    private const string Script = "activemq";

    private ActiveMqServer(Uri stomp, bool isOurs)
        : base(Script, "ActiveMQ", isOurs) => Stomp = stomp;

    /// <summary>Where it speaks STOMP, with a user who may do everything.</summary>
    public Uri Stomp { get; }

    /// <summary>
    /// Finds the server. Where none is named and none is started the test is skipped. One of ours that a test has left
    /// frozen or dead is brought back.
    /// </summary>
    public static async Task<ActiveMqServer> RequireAsync(CancellationToken cancellationToken)
    {
        var (address, isOurs) = await FindAsync(Script, "ActiveMQ", Variable, cancellationToken);
        var server = new ActiveMqServer(address, isOurs);
        if (server.IsOurs) await server.StartAsync(cancellationToken);
        return server;
    }
}
