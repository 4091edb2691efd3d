using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace PdcBus.Conformance.Tests;

/// <summary>
/// The five examples of the manual in an application that has every messenger, with the addresses and files of this
/// machine in them: an event arrives where the original's consumers listen.
/// </summary>
public sealed class The_settings_of_the_manual : IDisposable
{
    private static readonly ComposeDeleted Event = new("compose-1");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pdc-manual-");
    private readonly string _word = $"test-{Guid.NewGuid():N}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Dummy_only_logs()
    {
        using var application = Create([("MESSAGE_BUS:MLP", "")]);

        await application.StartAsync(Token);

        await PublishAsync(application);
        await Eventually.IsTrueAsync(
            () => application.Services.GetRequiredService<IPdcLedger>().Outcomes.Any(o => o.Messenger == "log"),
            TimeSpan.FromSeconds(60),
            Token);
        await application.StopAsync(Token);
    }

    [Fact]
    public async Task Fedmsg_sends_to_the_relay_that_its_own_section_names()
    {
        using var relay = await Relay.StartAsync();
        using var application = Create([("MESSAGE_BUS:MLP", "fedmsg"), .. FedmsgKey.SettingsFor(relay, _folder)]);

        await application.StartAsync(Token);

        await PublishAsync(application);
        var (topic, _) = await relay.ReceiveAsync(Token);
        Assert.Equal("org.fedoraproject.dev.pdc.compose", topic);
        await application.StopAsync(Token);
    }

    [Fact]
    public async Task Kombu_publishes_to_the_exchange_under_the_certificates_name()
    {
        var (rabbit, server, certificates) = await RabbitMqWithTlsAsync("amqps");
        await using var subscriber = await RabbitMqSubscriber.ListenAsync(rabbit, _word, Token, ".compose");
        using var application = Create(
        [
            ("MESSAGE_BUS:MLP", "kombu"),
            ("MESSAGE_BUS:URL", $"amqp://guest:nobody@localhost:{server.Port}//"),
            ("MESSAGE_BUS:EXCHANGE:name", _word),
            ("MESSAGE_BUS:EXCHANGE:type", "topic"),
            ("MESSAGE_BUS:EXCHANGE:durable", "False"),
            ("MESSAGE_BUS:OPTIONS:login_method", "EXTERNAL"),
            ("MESSAGE_BUS:OPTIONS:ssl:ca_certs", Path.Combine(certificates, "ca.pem")),
            ("MESSAGE_BUS:OPTIONS:ssl:keyfile", Path.Combine(certificates, "client.key")),
            ("MESSAGE_BUS:OPTIONS:ssl:certfile", Path.Combine(certificates, "client.pem")),
            ("MESSAGE_BUS:OPTIONS:ssl:cert_reqs", "2"),
            ("PdcBus:WireProfile", "original"),
        ]);

        await application.StartAsync(Token);

        await PublishAsync(application);
        await AssertArrivedAsync(subscriber, ".compose");
        await application.StopAsync(Token);
        await DeleteExchangeAsync(rabbit);
    }

    [Fact]
    public async Task Proton_sends_to_the_address_of_its_url_and_the_topic()
    {
        var (rabbit, server, certificates) = await RabbitMqWithTlsAsync("amqps");
        await using var subscriber = await RabbitMqSubscriber.ListenAsync(rabbit, "amq.topic", Token, $"{_word}.compose");
        using var application = Create(
        [
            ("MESSAGE_BUS:MLP", "proton"),
            // RabbitMQ takes an address without /topic/ for a queue.
            ("MESSAGE_BUS:URL", $"amqps://localhost:{server.Port}//topic/{_word}"),
            ("MESSAGE_BUS:CERT_FILE", Path.Combine(certificates, "client.pem")),
            ("MESSAGE_BUS:KEY_FILE", Path.Combine(certificates, "client.key")),
            ("PdcBus:Amqp:Tls:CaFile", Path.Combine(certificates, "ca.pem")),
        ]);

        await application.StartAsync(Token);

        await PublishAsync(application);
        await AssertArrivedAsync(subscriber, $"{_word}.compose");
        await application.StopAsync(Token);
    }

    [Fact]
    public async Task Stomp_sends_to_the_destination_of_its_topic_on_the_first_server_that_answers()
    {
        var (rabbit, server, certificates) = await RabbitMqWithTlsAsync("stomp+ssl");
        await using var subscriber = await RabbitMqSubscriber.ListenAsync(rabbit, "amq.topic", Token, $"{_word}.compose");
        using var application = Create(
        [
            ("MESSAGE_BUS:MLP", "stomp"),
            // Nobody listens on the first one.
            ("MESSAGE_BUS:HOST_AND_PORTS:0:0", "localhost"),
            ("MESSAGE_BUS:HOST_AND_PORTS:0:1", "1"),
            ("MESSAGE_BUS:HOST_AND_PORTS:1:0", "localhost"),
            ("MESSAGE_BUS:HOST_AND_PORTS:1:1", $"{server.Port}"),
            ("MESSAGE_BUS:TOPIC", _word),
            ("MESSAGE_BUS:CERT_FILE", Path.Combine(certificates, "client.pem")),
            ("MESSAGE_BUS:KEY_FILE", Path.Combine(certificates, "client.key")),
            ("PdcBus:Stomp:Tls:CaFile", Path.Combine(certificates, "ca.pem")),
        ]);

        await application.StartAsync(Token);

        await PublishAsync(application);
        await AssertArrivedAsync(subscriber, $"{_word}.compose");
        await application.StopAsync(Token);
    }

    /// <summary>No server that this machine has takes all of this, so what is checked is what the messenger gets.</summary>
    [Fact]
    public void Rhmsg_that_came_later_becomes_AMQP_to_topics_of_ActiveMQ()
    {
        using var application = Create(
        [
            ("MESSAGE_BUS:BACKEND", "pdc.apps.messaging.backends.rhmsg.RHMsgMessenger"),
            ("MESSAGE_BUS:URLS:0", "amqps://broker1.example.com:5671"),
            ("MESSAGE_BUS:URLS:1", "amqps://broker2.example.com:5671"),
            ("MESSAGE_BUS:CERTIFICATE", "pdc.pem"),
            ("MESSAGE_BUS:CACERT", "ca.pem"),
            ("MESSAGE_BUS:TOPIC_PREFIX", "VirtualTopic.eng.pdc"),
            ("MESSAGE_BUS:CONNECTION_TIMEOUT", "60"),
        ]);

        // The files do not exist: what the section says is bound, not validated.
        var options = new AmqpOptions();
        foreach (var configure in application.Services.GetServices<IConfigureOptions<AmqpOptions>>())
        {
            configure.Configure(options);
        }

        Assert.Equal(["amqps://broker1.example.com:5671", "amqps://broker2.example.com:5671"], options.Urls);
        Assert.True(options.RandomStart);
        Assert.Equal("topic://VirtualTopic.eng.pdc", options.Address);
        Assert.Equal(("pdc.pem", null, "ca.pem"), (options.Tls.CertFile, options.Tls.KeyFile, options.Tls.CaFile));
        Assert.Equal(
            TimeSpan.FromMinutes(1), application.Services.GetRequiredService<IOptions<RelayOptions>>().Value.SendTimeout);
    }

    /// <summary>An application with every messenger, as the sample is.</summary>
    private static IHost Create((string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(
            settings.Select(s => new KeyValuePair<string, string?>(s.Key, s.Value)));
        builder.Services.AddPdcBus()
            .AddRabbitMqMessenger()
            .AddStompMessenger()
            .AddAmqpMessenger()
            .AddFedmsgMessenger()
            .AddFedoraMessagingMessenger()
            .FromMessageBusSettings(builder.Configuration.GetSection("MESSAGE_BUS"));
        return builder.Build();
    }

    private static async Task PublishAsync(IHost application)
    {
        await using var scope = await application.Services.GetRequiredService<IPdcEventScopeFactory>()
            .OpenAsync("manual", cancellationToken: Token);
        scope.Buffer.Add(Event);
        await scope.CompleteAsync(Token);
    }

    private static async Task AssertArrivedAsync(RabbitMqSubscriber subscriber, string routingKey)
    {
        var delivery = await subscriber.ReceiveAsync(Token);
        Assert.Equal(routingKey, delivery.RoutingKey);
        Assert.Equal(Event, PdcEventJson.Read("compose", delivery.Body).Event);
    }

    /// <summary>A RabbitMQ that lets clients in by certificate.</summary>
    private static async Task<(RabbitMqServer Rabbit, Uri Server, string Certificates)> RabbitMqWithTlsAsync(
        string protocol)
    {
        var rabbit = await RabbitMqServer.RequireAsync(Token);
        Assert.SkipUnless(rabbit.IsOurs, "It is not known which certificates this RabbitMQ takes.");
        return (rabbit, await rabbit.AddressAsync(protocol, Token), await rabbit.CertificatesAsync(Token));
    }

    private async Task DeleteExchangeAsync(RabbitMqServer rabbit)
    {
        await using var connection = await rabbit.ConnectAsync(Token);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Token);
        await channel.ExchangeDeleteAsync(_word, cancellationToken: Token);
    }
}
