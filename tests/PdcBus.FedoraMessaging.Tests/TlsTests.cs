namespace PdcBus.FedoraMessaging.Tests;

public sealed class TlsTests(SharedAtBroker shared) : IClassFixture<SharedAtBroker>
{
    private readonly TestPki _pki = shared.Pki;

    [Fact]
    public async Task Certificate_OfAKnownUser_LogsInByItsCommonName()
    {
        await using var rig = await BrokerRig.StartAsync();
        var user = await shared.UserAsync(rig.Server);
        var listener = await shared.ListenerAsync(rig.Server);
        var (certificate, key) = _pki.CertifyClient(user.Name);
        // The user and the password of the address are not used.
        await using var messenger = Create(rig, $"amqps://nobody:wrong@localhost:{listener.Port}/", certificate, key);

        await messenger.SendAsync(Make.Message("allowed.compose"), TestContext.Current.CancellationToken);

        Assert.Equal($"{rig.Prefix}.allowed.compose", (await rig.ReceiveAsync()).RoutingKey);
    }

    [Fact]
    public async Task Certificate_OfAnUnknownUser_IsUnreachable()
    {
        await using var rig = await BrokerRig.StartAsync();
        var listener = await shared.ListenerAsync(rig.Server);
        var (certificate, key) = _pki.CertifyClient("nobody");
        await using var messenger = Create(rig, $"amqps://localhost:{listener.Port}/", certificate, key);

        var error = await FailAsync(messenger);

        Assert.EndsWith(
            "cannot be reached: the broker does not know the user of this certificate. Its user name is the common name of " +
            "PdcBus:FedoraMessaging:Tls:CertFile; ask the broker's owners for it.",
            error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Password_WithoutACertificate_LogsInOverTls()
    {
        await using var rig = await BrokerRig.StartAsync();
        var user = await shared.UserAsync(rig.Server);
        var listener = await shared.ListenerAsync(rig.Server);
        await using var messenger = Create(rig, UrlOf(user, listener));

        await messenger.SendAsync(Make.Message("allowed.compose"), TestContext.Current.CancellationToken);

        Assert.Equal($"{rig.Prefix}.allowed.compose", (await rig.ReceiveAsync()).RoutingKey);
    }

    [Fact]
    public async Task Broker_OfAnotherName_IsNotTrusted()
    {
        await using var rig = await BrokerRig.StartAsync();
        await using var listener = await TlsListener.StartAsync(
            rig.Server, _pki, _pki.CertifyServer("rabbitmq.example.org"));
        await using var messenger = Create(rig, $"amqps://localhost:{listener.Port}/");

        var error = await FailAsync(messenger);

        Assert.EndsWith(
            "The server's certificate does not bear the name 'localhost'. Set PdcBus:FedoraMessaging:Tls:ServerName to the " +
            "name that it bears, or use that name in the URL.",
            error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Broker_OfTheNameInTheOptions_IsTrusted()
    {
        await using var rig = await BrokerRig.StartAsync();
        var user = await shared.UserAsync(rig.Server);
        await using var listener = await TlsListener.StartAsync(
            rig.Server, _pki, _pki.CertifyServer("rabbitmq.example.org"));
        await using var messenger = Create(rig, UrlOf(user, listener), serverName: "rabbitmq.example.org");

        await messenger.SendAsync(Make.Message("allowed.compose"), TestContext.Current.CancellationToken);

        Assert.Equal($"{rig.Prefix}.allowed.compose", (await rig.ReceiveAsync()).RoutingKey);
    }

    [Fact]
    public async Task Broker_WithTheCertificateOfAClient_IsNotTrusted()
    {
        await using var rig = await BrokerRig.StartAsync();
        await using var listener = await TlsListener.StartAsync(
            rig.Server, _pki, _pki.CertifyServer("localhost", TestPki.ClientUsage));
        await using var messenger = Create(rig, $"amqps://localhost:{listener.Port}/");

        Assert.EndsWith(
            "The server's certificate was not accepted: RemoteCertificateChainErrors: NotValidForUsage",
            (await FailAsync(messenger)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Broker_WhoseCertificateHasEnded_IsNotTrusted()
    {
        await using var rig = await BrokerRig.StartAsync();
        await using var listener = await TlsListener.StartAsync(
            rig.Server, _pki, _pki.CertifyServer("localhost", until: new DateTimeOffset(2021, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        await using var messenger = Create(rig, $"amqps://localhost:{listener.Port}/");

        Assert.EndsWith(
            "The server's certificate has expired or is not valid yet. Renew it on the server.",
            (await FailAsync(messenger)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Broker_OfAnotherAuthority_IsNotTrusted()
    {
        using var other = new TestPki();
        await using var rig = await BrokerRig.StartAsync();
        await using var listener = await TlsListener.StartAsync(rig.Server, other, other.CertifyServer("localhost"));
        await using var ours = Create(rig, $"amqps://localhost:{listener.Port}/");
        await using var systems = Create(rig, $"amqps://localhost:{listener.Port}/", withAuthority: false);

        const string Cure =
            "The server's certificate was not signed by an authority that is trusted here. Set " +
            "PdcBus:FedoraMessaging:Tls:CaFile to the file with its authority.";
        Assert.EndsWith(Cure, (await FailAsync(ours)).Message, StringComparison.Ordinal);
        Assert.EndsWith(Cure, (await FailAsync(systems)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Certificate_ReplacedWhileTheApplicationRuns_IsUsedByTheNextConnection()
    {
        await using var rig = await BrokerRig.StartAsync();
        var user = await shared.UserAsync(rig.Server);
        var listener = await shared.ListenerAsync(rig.Server);
        var (certificate, key) = _pki.CertifyClient("nobody");
        await using var messenger = Create(rig, $"amqps://localhost:{listener.Port}/", certificate, key);
        await FailAsync(messenger);

        _pki.CertifyClient(user.Name);
        await messenger.SendAsync(Make.Message("allowed.compose"), TestContext.Current.CancellationToken);

        Assert.Equal($"{rig.Prefix}.allowed.compose", (await rig.ReceiveAsync()).RoutingKey);
    }

    [Fact]
    public async Task Files_BrokenWhileTheApplicationRuns_AreUnreachableAndNamed()
    {
        var (certificate, key) = _pki.CertifyClient("pdc");
        var options = new FedoraMessagingOptions { Url = "amqps://localhost:1/" };
        (options.Tls.CertFile, options.Tls.KeyFile) = (certificate, key);
        await using var messenger = BrokerRig.Create(options);

        await File.WriteAllTextAsync(key, "no key", TestContext.Current.CancellationToken);

        Assert.StartsWith(
            $"PdcBus:FedoraMessaging:Tls:CertFile and KeyFile ({certificate}) cannot be used: ",
            (await FailAsync(messenger)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Port_ThatDoesNotSpeakTls_IsUnreachableAndSaysSo()
    {
        var server = await RabbitMqServer.RequireAsync(TestContext.Current.CancellationToken);
        await using var messenger = BrokerRig.Create(
            new FedoraMessagingOptions { Url = $"amqps://localhost:{server.Url.Port}/" });

        Assert.Contains("Check that the port speaks TLS", (await FailAsync(messenger)).Message, StringComparison.Ordinal);
    }

    private static string UrlOf(LimitedUser user, TlsListener listener) =>
        $"amqps://{user.Name}:{Uri.EscapeDataString(LimitedUser.Password)}@localhost:{listener.Port}/";

    private FedoraMessagingMessenger Create(
        BrokerRig rig, string url, string? certificate = null, string? key = null, bool withAuthority = true,
        string? serverName = null)
    {
        var options = new FedoraMessagingOptions { Url = url, TopicPrefix = rig.Prefix, ModName = "" };
        options.Tls.CaFile = withAuthority ? _pki.AuthorityFile : null;
        (options.Tls.CertFile, options.Tls.KeyFile, options.Tls.ServerName) = (certificate, key, serverName);
        return BrokerRig.Create(options);
    }

    private static async Task<MessengerException> FailAsync(FedoraMessagingMessenger messenger)
    {
        var error = await Assert.ThrowsAsync<MessengerException>(
            () => messenger.SendAsync(Make.Message("allowed.compose"), TestContext.Current.CancellationToken));
        Assert.Equal(MessengerErrorKind.Unreachable, error.Kind);
        return error;
    }
}
