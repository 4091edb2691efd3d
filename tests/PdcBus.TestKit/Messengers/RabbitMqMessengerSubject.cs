using System.Net;
using RabbitMQ.Client;

namespace PdcBus;

/// <summary>A messenger that speaks AMQP, with RabbitMQ and a topic exchange of its own there.</summary>
public abstract class RabbitMqMessengerSubject : MessengerSubject
{
    private RabbitMqServer? _server;
    private DnsEndPoint? _tlsServer;
    private string? _certificates;

    /// <summary>The exchange.</summary>
    public string Exchange { get; } = $"pdc.test.{Guid.NewGuid():N}";

    /// <summary>The broker.</summary>
    public RabbitMqServer RabbitMq => _server!;

    /// <inheritdoc />
    public override BrokerServer Broker => RabbitMq;

    /// <inheritdoc />
    public override DnsEndPoint Server => new(RabbitMq.Url.Host, RabbitMq.Url.Port > 0 ? RabbitMq.Url.Port : 5672);

    /// <inheritdoc />
    public override DnsEndPoint? TlsServer => _tlsServer;

    /// <inheritdoc />
    public override string Certificates => _certificates!;

    /// <inheritdoc />
    public override NetworkCredential? User
    {
        get
        {
            var factory = new ConnectionFactory { Uri = RabbitMq.Url };
            return new NetworkCredential(factory.UserName, factory.Password);
        }
    }

    /// <inheritdoc />
    public override NetworkCredential? Reader => Broker.IsOurs ? new NetworkCredential("pdcreader", "reader") : null;

    /// <summary>Whether the exchange is there before the messenger is; else the messenger declares it.</summary>
    protected virtual bool DeclaresExchange => true;

    /// <inheritdoc />
    public override async Task InitializeAsync(CancellationToken cancellationToken)
    {
        _server = await RabbitMqServer.RequireAsync(cancellationToken);
        if (DeclaresExchange)
        {
            await using var connection = await RabbitMq.ConnectAsync(cancellationToken);
            await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
            await channel.ExchangeDeclareAsync(
                Exchange, ExchangeType.Topic, durable: true, cancellationToken: cancellationToken);
        }

        if (!Broker.IsOurs) return;
        var tls = await Broker.AddressAsync("amqps", cancellationToken);
        _tlsServer = new DnsEndPoint(tls.Host, tls.Port);
        _certificates = await Broker.CertificatesAsync(cancellationToken);
    }

    /// <inheritdoc />
    public override async Task<IBusSubscriber> SubscribeAsync(CancellationToken cancellationToken) =>
        await RabbitMqQueue.ListenAsync(RabbitMq, Exchange, cancellationToken);

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_server is null) return;
        if (Broker.IsOurs) await Broker.StartAsync(CancellationToken.None);
        await using var connection = await RabbitMq.ConnectAsync(CancellationToken.None);
        await using var channel = await connection.CreateChannelAsync();
        await channel.ExchangeDeleteAsync(Exchange);
    }

    /// <summary>The URL of a server with TLS or without, with a user or without.</summary>
    protected static string UrlOf(MessengerPlace place, DnsEndPoint server, string path = "")
    {
        ArgumentNullException.ThrowIfNull(place);
        ArgumentNullException.ThrowIfNull(server);
        return $"{(place.Tls is null ? "amqp" : "amqps")}://{place.Login}{server.Host}:{server.Port}{path}";
    }
}
