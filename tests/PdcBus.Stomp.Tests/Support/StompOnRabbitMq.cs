using RabbitMQ.Client;

namespace PdcBus;

/// <summary>STOMP on RabbitMQ: an exchange of its own, receipts for SEND.</summary>
public sealed class StompOnRabbitMq : StompSubject
{
    private readonly string _exchange = $"pdc.test.{Guid.NewGuid():N}";
    private RabbitMqServer? _server;
    private Uri? _stomp;

    public override BrokerServer Broker => _server!;

    public override Uri Stomp => _stomp!;

    public override string Destination => $"/exchange/{_exchange}/{{topic}}";

    public override string AllTopics => $"/exchange/{_exchange}/#";

    public override string OnTheWire(string topic) => "/" + topic.Replace("/", "%2F", StringComparison.Ordinal);

    public override async Task InitializeAsync(CancellationToken cancellationToken)
    {
        _server = await RabbitMqServer.RequireAsync(cancellationToken);
        _stomp = await _server.RequireStompAsync(cancellationToken);
        await base.InitializeAsync(cancellationToken);
        await using var connection = await _server.ConnectAsync(cancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        await channel.ExchangeDeclareAsync(
            _exchange, ExchangeType.Topic, durable: true, cancellationToken: cancellationToken);
    }

    public override async Task<IBusSubscriber> SubscribeAsync(CancellationToken cancellationToken) =>
        await RabbitMqQueue.ListenAsync(_server!, _exchange, cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        if (_stomp is null) return;
        if (Broker.IsOurs) await Broker.StartAsync(CancellationToken.None);
        await using var connection = await _server!.ConnectAsync(CancellationToken.None);
        await using var channel = await connection.CreateChannelAsync();
        await channel.ExchangeDeleteAsync(_exchange);
    }
}
