using System.Text.Json;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace PdcBus;

/// <summary>
/// A subscriber that writes down everything it gets, connects again whenever it has to, and knows nothing but AMQP
/// 0.9.1. Its queue outlives the server.
/// </summary>
internal sealed class Subscriber : IAsyncDisposable
{
    private static readonly TimeSpan PauseBetweenTries = TimeSpan.FromMilliseconds(100);

    private readonly RabbitMqServer _server;
    private readonly string _queue;
    private readonly CancellationTokenSource _end = new();
    private readonly List<Arrival> _arrivals = [];
    private readonly HashSet<Guid> _ids = [];
    private readonly Lock _gate = new();
    private readonly Task _listening;

    private Subscriber(RabbitMqServer server, string queue)
    {
        _server = server;
        _queue = queue;
        _listening = Task.Run(ListenForEverAsync);
    }

    /// <summary>Everything so far, repetitions included.</summary>
    public IReadOnlyList<Arrival> Arrivals
    {
        get
        {
            lock (_gate) return [.. _arrivals];
        }
    }

    /// <summary>How many different messages there were.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _ids.Count;
        }
    }

    public static async Task<Subscriber> StartAsync(
        RabbitMqServer server, string exchange, CancellationToken cancellationToken)
    {
        await using (var connection = await server.ConnectAsync(cancellationToken))
        {
            var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
            await channel.ExchangeDeclareAsync(
                exchange, ExchangeType.Topic, durable: true, cancellationToken: cancellationToken);
            await channel.QueueDeclareAsync(
                exchange, durable: true, exclusive: false, autoDelete: false, cancellationToken: cancellationToken);
            await channel.QueueBindAsync(exchange, exchange, "#", cancellationToken: cancellationToken);
        }

        // RabbitMQ writes what was declared with a delay; a kill would take it away.
        if (server.IsOurs) await server.ControlAsync(["eval", "mnesia:sync_log()."], cancellationToken);
        return new Subscriber(server, exchange);
    }

    public bool Has(Guid id)
    {
        lock (_gate) return _ids.Contains(id);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _listening;
        _end.Dispose();
        await using var connection = await _server.ConnectAsync(CancellationToken.None);
        await using var channel = await connection.CreateChannelAsync();
        await channel.QueueDeleteAsync(_queue);
        await channel.ExchangeDeleteAsync(_queue);
    }

    private async Task ListenForEverAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                await ListenAsync();
            }
            catch (OperationCanceledException) when (_end.IsCancellationRequested)
            {
                return;
            }
            catch (Exception)
            {
                // The server is away, which is what this is all about.
                await Task.Delay(PauseBetweenTries, TimeProvider.System, _end.Token)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ListenAsync()
    {
        await using var connection = await _server.ConnectAsync(_end.Token);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: _end.Token);
        var lost = new TaskCompletionSource();
        connection.ConnectionShutdownAsync += (_, _) =>
        {
            lost.TrySetResult();
            return Task.CompletedTask;
        };
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            Keep(delivery);
            await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false, _end.Token);
        };
        await channel.BasicQosAsync(0, 500, global: false, _end.Token);
        await channel.BasicConsumeAsync(_queue, autoAck: false, consumer, _end.Token);
        await lost.Task.WaitAsync(_end.Token);
    }

    private void Keep(BasicDeliverEventArgs delivery)
    {
        using var body = JsonDocument.Parse(delivery.Body);
        var arrival = new Arrival(
            body.RootElement.GetProperty("key").GetString()!,
            body.RootElement.GetProperty("number").GetInt64(),
            Guid.Parse(delivery.BasicProperties.MessageId!),
            TimeProvider.System.GetTimestamp());
        lock (_gate)
        {
            _arrivals.Add(arrival);
            _ids.Add(arrival.Id);
        }
    }
}
