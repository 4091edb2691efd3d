using System.Net;
using RabbitMQ.Client;

namespace PdcBus.FedoraMessaging.Tests;

/// <summary>The messenger <c>fedora-messaging</c>, under the contract of all messengers: an exchange of its own on RabbitMQ.</summary>
public sealed class FedoraMessagingSubject : MessengerSubject
{
    private readonly string _exchange = $"pdc.test.{Guid.NewGuid():N}";
    private RabbitMqServer? _server;
    private DnsEndPoint? _tlsServer;
    private string? _certificates;

    public override BrokerServer Broker => _server!;

    public override DnsEndPoint Server => new(_server!.Url.Host, _server.Url.Port > 0 ? _server.Url.Port : 5672);

    public override DnsEndPoint? TlsServer => _tlsServer;

    public override string Certificates => _certificates!;

    public override NetworkCredential? User
    {
        get
        {
            var factory = new ConnectionFactory { Uri = _server!.Url };
            return new NetworkCredential(factory.UserName, factory.Password);
        }
    }

    public override NetworkCredential? Reader => Broker.IsOurs ? new NetworkCredential("pdcreader", "reader") : null;

    /// <summary>Its headers are those of fedora-messaging alone.</summary>
    public override bool CarriesHeaders => false;

    public override bool TakesSeveralServers => false;

    public override async Task InitializeAsync(CancellationToken cancellationToken)
    {
        _server = await RabbitMqServer.RequireAsync(cancellationToken);
        await using (var connection = await _server.ConnectAsync(cancellationToken))
        await using (var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken))
        {
            await channel.ExchangeDeclareAsync(
                _exchange, ExchangeType.Topic, durable: true, cancellationToken: cancellationToken);
        }

        if (!_server.IsOurs) return;
        var tls = await _server.AddressAsync("amqps", cancellationToken);
        _tlsServer = new DnsEndPoint(tls.Host, tls.Port);
        _certificates = await _server.CertificatesAsync(cancellationToken);
    }

    public override void Add(IPdcBusBuilder builder) => builder.AddFedoraMessagingMessenger();

    public override IEnumerable<KeyValuePair<string, string?>> Settings(MessengerPlace place)
    {
        var login = place.User is { } user
            ? $"{Uri.EscapeDataString(user.UserName)}:{Uri.EscapeDataString(user.Password)}@"
            : "";
        var server = place.Servers[0];
        var scheme = place.Tls is null ? "amqp" : "amqps";
        yield return new("PdcBus:FedoraMessaging:Url", $"{scheme}://{login}{server.Host}:{server.Port}{_server!.Url.AbsolutePath}");
        yield return new("PdcBus:FedoraMessaging:Exchange", _exchange);
        yield return new("PdcBus:FedoraMessaging:Tls:CaFile", place.Tls?.CaFile);
        yield return new("PdcBus:FedoraMessaging:Tls:CertFile", place.Tls?.CertFile);
        yield return new("PdcBus:FedoraMessaging:Tls:KeyFile", place.Tls?.KeyFile);
        yield return new("PdcBus:FedoraMessaging:Tls:ServerName", place.Tls?.ServerName);
    }

    public override async Task<IBusSubscriber> SubscribeAsync(CancellationToken cancellationToken) =>
        await RabbitMqQueue.ListenAsync(_server!, _exchange, cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        if (_server is null) return;
        if (_server.IsOurs) await _server.StartAsync(CancellationToken.None);
        await using var connection = await _server.ConnectAsync(CancellationToken.None);
        await using var channel = await connection.CreateChannelAsync();
        await channel.ExchangeDeleteAsync(_exchange);
    }
}
