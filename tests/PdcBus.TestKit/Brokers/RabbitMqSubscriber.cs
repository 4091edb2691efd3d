using System.Threading.Channels;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace PdcBus;

/// <summary>A subscriber that knows nothing but AMQP 0.9.1: it sees what a program in another language would see.</summary>
public sealed class RabbitMqSubscriber : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly IConnection _connection;
    private readonly Channel<RabbitMqDelivery> _deliveries = Channel.CreateUnbounded<RabbitMqDelivery>();

    private RabbitMqSubscriber(IConnection connection) => _connection = connection;

    /// <summary>
    /// Declares the exchange as a durable topic exchange and starts to listen on a queue of its own that goes away
    /// with it.
    /// </summary>
    public static async Task<RabbitMqSubscriber> ListenAsync(
        RabbitMqServer server,
        string exchange,
        CancellationToken cancellationToken,
        string routingKey = "#",
        string? virtualHost = null)
    {
        ArgumentNullException.ThrowIfNull(server);
        var subscriber = new RabbitMqSubscriber(await server.ConnectAsync(virtualHost, cancellationToken));
        try
        {
            var channel = await subscriber._connection.CreateChannelAsync(cancellationToken: cancellationToken);
            await channel.ExchangeDeclareAsync(
                exchange, ExchangeType.Topic, durable: true, cancellationToken: cancellationToken);
            var queue = await channel.QueueDeclareAsync(cancellationToken: cancellationToken);
            await channel.QueueBindAsync(queue.QueueName, exchange, routingKey, cancellationToken: cancellationToken);
            var consumer = new AsyncEventingBasicConsumer(channel);
            consumer.ReceivedAsync += subscriber.KeepAsync;
            await channel.BasicConsumeAsync(queue.QueueName, autoAck: true, consumer, cancellationToken);
            return subscriber;
        }
        catch
        {
            await subscriber.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits for the next message; fails when none comes within 30 seconds.</summary>
    public async Task<RabbitMqDelivery> ReceiveAsync(CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Patience, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await _deliveries.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            throw new TimeoutException($"No message arrived within {Patience}.");
        }
    }

    /// <summary>Waits for the next so many messages.</summary>
    public async Task<IReadOnlyList<RabbitMqDelivery>> ReceiveAsync(int count, CancellationToken cancellationToken)
    {
        var received = new List<RabbitMqDelivery>(count);
        while (received.Count < count) received.Add(await ReceiveAsync(cancellationToken));
        return received;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync() => await _connection.DisposeAsync();

    private Task KeepAsync(object sender, BasicDeliverEventArgs delivery)
    {
        // The body is only lent for the time of the call.
        _deliveries.Writer.TryWrite(new RabbitMqDelivery(
            delivery.RoutingKey, delivery.Body.ToArray(), new BasicProperties(delivery.BasicProperties)));
        return Task.CompletedTask;
    }
}
