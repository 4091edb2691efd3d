using RabbitMQ.Client;

namespace PdcBus;

/// <summary>
/// The RabbitMQ that tests run against: the one of <see cref="Variable"/>, else the one that
/// <c>build/brokers/rabbitmq start</c> has started.
/// </summary>
/// <remarks>
/// Only a server that the scripts have started can be killed or frozen, and only tests that do not run beside others
/// may do so.
/// </remarks>
public sealed class RabbitMqServer : BrokerServer
{
    /// <summary>Names the server: <c>amqp://user:password@host:port/vhost</c>, with full rights on the virtual host.</summary>
    public const string Variable = "PDCBUS_TEST_RABBITMQ";

    /// <summary>Names its STOMP: <c>stomp://user:password@host:port</c>.</summary>
    public const string StompVariable = "PDCBUS_TEST_RABBITMQ_STOMP";

    private const string Script = "rabbitmq";

    private RabbitMqServer(Uri url, bool isOurs)
        : base(Script, "RabbitMQ", isOurs) => Url = url;

    /// <summary>Where the server is, with a user who may do everything.</summary>
    public Uri Url { get; }

    /// <summary>
    /// Finds the server. Where none is named and none is started the test is skipped; one that is named and does not
    /// answer is a failure. One of ours that a test has left frozen or dead is brought back.
    /// </summary>
    public static async Task<RabbitMqServer> RequireAsync(CancellationToken cancellationToken)
    {
        var (address, isOurs) = await FindAsync(Script, "RabbitMQ", Variable, cancellationToken);
        var server = new RabbitMqServer(address, isOurs);
        if (server.IsOurs) await server.StartAsync(cancellationToken);
        await using var connection = await server.ConnectAsync(cancellationToken);
        return server;
    }

    /// <summary>The address for another user or virtual host; null keeps what <see cref="Url"/> says.</summary>
    public string UrlFor(string? user = null, string? password = null, string? virtualHost = null)
    {
        var mine = new ConnectionFactory { Uri = Url };
        return $"amqp://{Uri.EscapeDataString(user ?? mine.UserName)}:{Uri.EscapeDataString(password ?? mine.Password)}"
            + $"@{Url.Host}:{mine.Port}/{Uri.EscapeDataString(virtualHost ?? mine.VirtualHost)}";
    }

    /// <summary>Where the server speaks STOMP. Where that is not known the test is skipped.</summary>
    public async Task<Uri> RequireStompAsync(CancellationToken cancellationToken)
    {
        var named = Environment.GetEnvironmentVariable(StompVariable);
        if (!string.IsNullOrEmpty(named)) return new Uri(named);
        Assert.SkipUnless(IsOurs, $"Where RabbitMQ speaks STOMP is not known. Give an address in {StompVariable}.");
        return await AddressAsync("stomp", cancellationToken);
    }

    /// <summary>Opens a connection of the test's own, without automatic recovery.</summary>
    public Task<IConnection> ConnectAsync(CancellationToken cancellationToken) =>
        ConnectAsync(virtualHost: null, cancellationToken);

    /// <summary>Opens a connection of the test's own to a virtual host.</summary>
    public async Task<IConnection> ConnectAsync(string? virtualHost, CancellationToken cancellationToken)
    {
        var factory = new ConnectionFactory { Uri = Url, AutomaticRecoveryEnabled = false };
        if (virtualHost is not null) factory.VirtualHost = virtualHost;
        return await factory.CreateConnectionAsync("PdcBus tests", cancellationToken);
    }

    /// <summary>Runs <c>rabbitmqctl</c> and returns what it prints.</summary>
    public Task<string> ControlAsync(string[] arguments, CancellationToken cancellationToken)
    {
        RequireControl();
        return BrokerScripts.RunAsync(Script, ["ctl", "-q", .. arguments], cancellationToken);
    }
}
