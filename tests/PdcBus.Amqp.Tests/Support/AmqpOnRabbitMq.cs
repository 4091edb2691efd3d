using System.Net;
using RabbitMQ.Client;

namespace PdcBus;

/// <summary>AMQP 1.0 on RabbitMQ: an exchange of its own, read back with AMQP 1.0.</summary>
public sealed class AmqpOnRabbitMq : MessengerSubject
{
    private RabbitMqServer? _server;
    private DnsEndPoint? _endpoint;
    private DnsEndPoint? _tlsServer;
    private string? _certificates;

    public string Exchange { get; } = $"pdc.test.{Guid.NewGuid():N}";

    public RabbitMqServer RabbitMq => _server!;

    public override BrokerServer Broker => _server!;

    public override DnsEndPoint Server => _endpoint!;

    public override DnsEndPoint? TlsServer => _tlsServer;

    public override string Certificates => _certificates!;

    public override NetworkCredential? User
    {
        get
        {
            var factory = new ConnectionFactory { Uri = RabbitMq.Url };
            return new NetworkCredential(factory.UserName, factory.Password);
        }
    }

    public override NetworkCredential? Reader => Broker.IsOurs ? new NetworkCredential("pdcreader", "reader") : null;

    public override int? TooLarge => new AmqpOptions().MaxBody + 1;

    public override async Task InitializeAsync(CancellationToken cancellationToken)
    {
        _server = await RabbitMqServer.RequireAsync(cancellationToken);
        _endpoint = new DnsEndPoint(_server.Url.Host, _server.Url.Port);
        if (Broker.IsOurs)
        {
            var tls = await Broker.AddressAsync("amqps", cancellationToken);
            _tlsServer = new DnsEndPoint(tls.Host, tls.Port);
            _certificates = await Broker.CertificatesAsync(cancellationToken);
        }

        await using var connection = await _server.ConnectAsync(cancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        await channel.ExchangeDeclareAsync(
            Exchange, ExchangeType.Topic, durable: true, cancellationToken: cancellationToken);
    }

    public override void Add(IPdcBusBuilder builder) => builder.AddAmqpMessenger();

    public override IEnumerable<KeyValuePair<string, string?>> Settings(MessengerPlace place)
    {
        var user = place.User is { } login
            ? $"{Uri.EscapeDataString(login.UserName)}:{Uri.EscapeDataString(login.Password)}@"
            : "";
        for (var i = 0; i < place.Servers.Count; i++)
        {
            yield return new(
                $"PdcBus:Amqp:Urls:{i}",
                $"{(place.Tls is null ? "amqp" : "amqps")}://{user}{place.Servers[i].Host}:{place.Servers[i].Port}");
        }

        yield return new("PdcBus:Amqp:Address", $"/exchange/{Exchange}/{{topic}}");
        yield return new("PdcBus:Amqp:Anonymous", $"{place.User is null && place.Tls?.CertFile is null}");
        yield return new("PdcBus:Amqp:Tls:CaFile", place.Tls?.CaFile);
        yield return new("PdcBus:Amqp:Tls:CertFile", place.Tls?.CertFile);
        yield return new("PdcBus:Amqp:Tls:KeyFile", place.Tls?.KeyFile);
        yield return new("PdcBus:Amqp:Tls:ServerName", place.Tls?.ServerName);
    }

    public override async Task<IBusSubscriber> SubscribeAsync(CancellationToken cancellationToken) =>
        await AmqpQueue.ListenAsync(RabbitMq, Exchange, cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        if (_endpoint is null) return;
        if (Broker.IsOurs) await Broker.StartAsync(CancellationToken.None);
        await using var connection = await RabbitMq.ConnectAsync(CancellationToken.None);
        await using var channel = await connection.CreateChannelAsync();
        await channel.ExchangeDeleteAsync(Exchange);
    }
}
