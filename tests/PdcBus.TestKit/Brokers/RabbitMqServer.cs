using RabbitMQ.Client;
using Xunit;

namespace PdcBus;

/// <summary>
/// The RabbitMQ that tests run against: the one of <see cref="Variable"/>, else the one that
/// <c>build/brokers/rabbitmq start</c> has started.
/// </summary>
/// <remarks>
/// Only a server that the scripts have started can be killed or frozen, and only tests that do not run beside others
/// may do so.
/// </remarks>
public sealed class RabbitMqServer
{
    /// <summary>Names the server: <c>amqp://user:password@host:port/vhost</c>, with full rights on the virtual host.</summary>
    public const string Variable = "PDCBUS_TEST_RABBITMQ";

    private const string Script = "rabbitmq";

    private RabbitMqServer(Uri url, bool isOurs)
    {
        Url = url;
        IsOurs = isOurs;
    }

    /// <summary>Where the server is, with a user who may do everything.</summary>
    public Uri Url { get; }

    /// <summary>The scripts have started this server: it has their users, and may be killed and frozen.</summary>
    public bool IsOurs { get; }

    /// <summary>
    /// Finds the server. Where none is named and none is started the test is skipped; one that is named and does not
    /// answer is a failure. One of ours that a test has left frozen or dead is brought back.
    /// </summary>
    public static async Task<RabbitMqServer> RequireAsync(CancellationToken cancellationToken)
    {
        var named = Environment.GetEnvironmentVariable(Variable);
        var ours = await BrokerScripts.TryRunAsync(Script, ["address"], cancellationToken) is (0, var address)
            ? address
            : null;
        if (string.IsNullOrEmpty(named)) named = ours;
        if (named is null)
        {
            Assert.Skip(
                $"No RabbitMQ is here. Start one with build/brokers/rabbitmq start, or give an address in {Variable}.");
        }

        var server = new RabbitMqServer(new Uri(named), isOurs: named == ours);
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

    /// <summary>Skips the test unless the server is one that tests may kill.</summary>
    public void RequireControl() => Assert.SkipUnless(
        IsOurs, "Kills, freezes or reconfigures RabbitMQ: only the one of build/brokers/rabbitmq may be treated so.");

    /// <summary>Starts the server if it is down, thaws it if it is frozen, and waits until it answers.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => RunAsync("start", cancellationToken);

    /// <summary>Ends the server as a crash would.</summary>
    public Task KillAsync(CancellationToken cancellationToken) => RunAsync("kill", cancellationToken);

    /// <summary>Stops the process: connections stay open and nothing answers.</summary>
    public Task FreezeAsync(CancellationToken cancellationToken) => RunAsync("freeze", cancellationToken);

    /// <summary>Lets a frozen process go on.</summary>
    public Task ThawAsync(CancellationToken cancellationToken) => RunAsync("thaw", cancellationToken);

    /// <summary>Runs <c>rabbitmqctl</c> and returns what it prints.</summary>
    public Task<string> ControlAsync(string[] arguments, CancellationToken cancellationToken)
    {
        RequireControl();
        return BrokerScripts.RunAsync(Script, ["ctl", "-q", .. arguments], cancellationToken);
    }

    private Task<string> RunAsync(string verb, CancellationToken cancellationToken)
    {
        RequireControl();
        return BrokerScripts.RunAsync(Script, [verb], cancellationToken);
    }
}
