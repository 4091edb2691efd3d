using System.Threading.Channels;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace PdcBus;

/// <summary>A durable queue that takes everything from an exchange, read by a program that knows nothing but AMQP 0.9.1.</summary>
public sealed class RabbitMqQueue : IBusSubscriber
{
    private readonly RabbitMqServer _server;
    private readonly string _name = $"pdc.test.{Guid.NewGuid():N}";
    private readonly Channel<BusDelivery> _deliveries = Channel.CreateUnbounded<BusDelivery>();
    private IConnection? _connection;

    private RabbitMqQueue(RabbitMqServer server) => _server = server;

    /// <summary>Declares the exchange, a durable topic exchange, and the queue.</summary>
    public static async Task<RabbitMqQueue> ListenAsync(
        RabbitMqServer server, string exchange, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(server);
        var queue = new RabbitMqQueue(server);
        await using var connection = await server.ConnectAsync(cancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        await channel.ExchangeDeclareAsync(
            exchange, ExchangeType.Topic, durable: true, cancellationToken: cancellationToken);
        await channel.QueueDeclareAsync(
            queue._name, durable: true, exclusive: false, autoDelete: false, cancellationToken: cancellationToken);
        await channel.QueueBindAsync(queue._name, exchange, "#", cancellationToken: cancellationToken);
        return queue;
    }

    /// <inheritdoc />
    public async Task<BusDelivery> ReceiveAsync(CancellationToken cancellationToken)
    {
        if (_connection is not { IsOpen: true })
        {
            _connection = await _server.ConnectAsync(cancellationToken);
            var channel = await _connection.CreateChannelAsync(cancellationToken: cancellationToken);
            var consumer = new AsyncEventingBasicConsumer(channel);
            consumer.ReceivedAsync += KeepAsync;
            await channel.BasicConsumeAsync(_name, autoAck: true, consumer, cancellationToken);
        }

        return await _deliveries.Reader.ReadAsync(cancellationToken);
    }

    /// <summary>Deletes the queue.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_connection is not null) await _connection.DisposeAsync();
        await using var connection = await _server.ConnectAsync(CancellationToken.None);
        await using var channel = await connection.CreateChannelAsync();
        await channel.QueueDeleteAsync(_name);
    }

    private Task KeepAsync(object sender, BasicDeliverEventArgs delivery)
    {
        // The body is only lent for the time of the call.
        var kept = new RabbitMqDelivery(
            delivery.RoutingKey, delivery.Body.ToArray(), new BasicProperties(delivery.BasicProperties));
        // A protocol without our headers has the id where AMQP wants it.
        var headers = new Dictionary<string, string>(kept.Headers);
        if (kept.Properties.MessageId is { } id) headers.TryAdd(PdcHeaders.MessageId, id);
        _deliveries.Writer.TryWrite(new BusDelivery(kept.RoutingKey, headers, kept.Body));
        return Task.CompletedTask;
    }
}
