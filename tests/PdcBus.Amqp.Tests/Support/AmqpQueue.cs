using System.Threading.Channels;
using Amqp;
using RabbitMQ.Client;

namespace PdcBus;

/// <summary>
/// A durable queue of RabbitMQ that takes everything from an exchange, read with AMQP 1.0: RabbitMQ hides the application
/// properties from readers of other protocols.
/// </summary>
public sealed class AmqpQueue : IBusSubscriber
{
    private readonly RabbitMqServer _server;
    private readonly Channel<BusDelivery> _deliveries = Channel.CreateUnbounded<BusDelivery>();
    private Connection? _connection;

    private AmqpQueue(RabbitMqServer server) => _server = server;

    /// <summary>The queue's name.</summary>
    public string Name { get; } = $"pdc.test.{Guid.NewGuid():N}";

    /// <summary>Declares the queue and binds it.</summary>
    public static async Task<AmqpQueue> ListenAsync(
        RabbitMqServer server, string exchange, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(server);
        var queue = new AmqpQueue(server);
        await using var connection = await server.ConnectAsync(cancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        await channel.QueueDeclareAsync(
            queue.Name, durable: true, exclusive: false, autoDelete: false, cancellationToken: cancellationToken);
        await channel.QueueBindAsync(queue.Name, exchange, "#", cancellationToken: cancellationToken);
        return queue;
    }

    /// <inheritdoc />
    public async Task<BusDelivery> ReceiveAsync(CancellationToken cancellationToken)
    {
        if (_connection is not { IsClosed: false }) _connection = await ConnectAsync();
        return await _deliveries.Reader.ReadAsync(cancellationToken);
    }

    /// <summary>Deletes the queue.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_connection is { IsClosed: false }) await _connection.CloseAsync();
        await using var connection = await _server.ConnectAsync(CancellationToken.None);
        await using var channel = await connection.CreateChannelAsync();
        await channel.QueueDeleteAsync(Name);
    }

    private async Task<Connection> ConnectAsync()
    {
        var user = new RabbitMQ.Client.ConnectionFactory { Uri = _server.Url };
        var connection = await Connection.Factory.CreateAsync(
            new Address(_server.Url.Host, user.Port, user.UserName, user.Password, scheme: "amqp"));
        var receiver = new ReceiverLink(new Session(connection), "subscriber", $"/amq/queue/{Name}");
        receiver.Start(500, Take);
        return connection;
    }

    private void Take(IReceiverLink receiver, Message message)
    {
        receiver.Accept(message);
        var headers = (message.ApplicationProperties?.Map ?? [])
            .Where(p => p.Value is string)
            .ToDictionary(p => (string)p.Key, p => (string)p.Value);
        _deliveries.Writer.TryWrite(new BusDelivery(message.Properties.Subject, headers, (byte[])message.Body));
    }
}
