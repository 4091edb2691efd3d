using System.Net;

namespace PdcBus;

/// <summary>The messenger <c>rabbitmq</c>, under the contract of all messengers.</summary>
public sealed class RabbitMqSubject : MessengerSubject
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
            var parts = _server!.Url.UserInfo.Split(':', 2);
            return new NetworkCredential(Uri.UnescapeDataString(parts[0]), Uri.UnescapeDataString(parts[1]));
        }
    }

    public override NetworkCredential? Reader => Broker.IsOurs ? new NetworkCredential("pdcreader", "reader") : null;

    public override async Task InitializeAsync(CancellationToken cancellationToken)
    {
        _server = await RabbitMqServer.RequireAsync(cancellationToken);
        if (!_server.IsOurs) return;
        var tls = await _server.AddressAsync("amqps", cancellationToken);
        _tlsServer = new DnsEndPoint(tls.Host, tls.Port);
        _certificates = await _server.CertificatesAsync(cancellationToken);
    }

    public override void Add(IPdcBusBuilder builder) => builder.AddRabbitMqMessenger();

    public override IEnumerable<KeyValuePair<string, string?>> Settings(MessengerPlace place)
    {
        var scheme = place.Tls is null ? "amqp" : "amqps";
        var login = place.User is { } user
            ? $"{Uri.EscapeDataString(user.UserName)}:{Uri.EscapeDataString(user.Password)}@"
            : "";
        for (var i = 0; i < place.Servers.Count; i++)
        {
            var server = place.Servers[i];
            yield return new($"PdcBus:RabbitMq:Urls:{i}", $"{scheme}://{login}{server.Host}:{server.Port}{_server!.Url.AbsolutePath}");
        }

        yield return new("PdcBus:RabbitMq:Exchange:Name", _exchange);
        yield return new("PdcBus:RabbitMq:Tls:CaFile", place.Tls?.CaFile);
        yield return new("PdcBus:RabbitMq:Tls:CertFile", place.Tls?.CertFile);
        yield return new("PdcBus:RabbitMq:Tls:KeyFile", place.Tls?.KeyFile);
        yield return new("PdcBus:RabbitMq:Tls:ServerName", place.Tls?.ServerName);
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
