using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Threading.Channels;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace PdcBus.Conformance.Tests;

/// <summary>The sample on a real bus, seen by a subscriber that knows nothing but AMQP.</summary>
[CollectionDefinition(nameof(On_RabbitMQ), DisableParallelization = true)]
[Collection(nameof(On_RabbitMQ))]
public sealed class On_RabbitMQ
{
    private readonly string _exchange = $"pdc.sample.{Guid.NewGuid():n}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Subscribers_receive_what_was_announced_and_nothing_of_what_failed()
    {
        var rabbit = await RabbitMqServer.RequireAsync(Token);
        await using var subscriber = await RabbitMqSubscriber.ListenAsync(rabbit, _exchange, Token);
        await using var server = Serve(rabbit);
        var demo = await server.GetAsync("/demo/full-import.json");

        using var imported = await server.PostAsync(
            "/rest_api/v1/rpc/compose-full-import/", demo, ("PDC-Change-Comment", "Grüße"),
            ("Authorization", $"Token {SampleServer.AliceToken}"));
        using var bad = await server.PostAsync("/rest_api/v1/labels/", new { name = "a" });
        using var first = await server.PostAsync("/rest_api/v1/labels/", new { name = "a", description = "b" });
        using var again = await server.PostAsync("/rest_api/v1/labels/", new { name = "a", description = "b" });
        using var last = await server.PostAsync("/rest_api/v1/labels/", new { name = "z", description = "b" });

        Assert.Equal(
            [HttpStatusCode.Created, HttpStatusCode.BadRequest, HttpStatusCode.Created, HttpStatusCode.Conflict, HttpStatusCode.Created],
            new[] { imported, bad, first, again, last }.Select(r => r.StatusCode));
        var received = await subscriber.ReceiveAsync(5, Token);
        Assert.Equal(
            ["compose", "rpms", "images", "labels.added", "labels.added"], received.Select(d => d.RoutingKey));
        Assert.All(received, d => Assert.Equal("application/json", d.Properties.ContentType));
        var compose = JsonDocument.Parse(received[0].Body).RootElement;
        Assert.Equal("alice", compose.GetProperty("author").GetString());
        Assert.Equal("Grüße", compose.GetProperty("comment").GetString());
        Assert.Equal(received[0].Properties.MessageId, received[0].Headers[PdcHeaders.MessageId]);
        Assert.Equal("z", NameOf(received[4]));
    }

    [Fact]
    public async Task The_originals_own_settings_lead_to_its_exchange()
    {
        var rabbit = await RabbitMqServer.RequireAsync(Token);
        await using var subscriber = await RabbitMqSubscriber.ListenAsync(rabbit, _exchange, Token, ".labels.#");
        await using var server = new SampleServer(
            null,
            ("PdcBus:Messenger", "log"),
            ("PdcBus:WireProfile", "original"),
            ("MESSAGE_BUS:MLP", "kombu"),
            ("MESSAGE_BUS:URL", rabbit.Url.ToString()),
            ("MESSAGE_BUS:EXCHANGE:name", _exchange));

        using var response = await server.PostAsync("/rest_api/v1/labels/", new { name = "a", description = "b" });

        var received = Assert.Single(await subscriber.ReceiveAsync(1, Token));
        Assert.Equal(".labels.added", received.RoutingKey);
        Assert.Equal("a", NameOf(received));
    }

    [Fact]
    public async Task A_killed_broker_fails_no_request_and_gets_everything_in_order_when_it_is_back()
    {
        var rabbit = await RabbitMqServer.RequireAsync(Token);
        rabbit.RequireControl();
        await DeclareDurableQueueAsync(rabbit);
        await using var server = Serve(rabbit);
        using var before = await server.PostAsync("/rest_api/v1/labels/", new { name = "before", description = "b" });

        await rabbit.KillAsync(Token);
        for (var i = 0; i < 20; i++)
        {
            using var response = await server.PostAsync("/rest_api/v1/labels/", new { name = $"l{i}", description = "b" });
            Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        }

        await rabbit.StartAsync(Token);

        var received = await ReceiveDistinctAsync(rabbit, 21);
        Assert.Equal(["before", .. Enumerable.Range(0, 20).Select(i => $"l{i}")], received.Select(NameOf));
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("database")]
    public async Task A_program_that_is_killed_while_the_broker_is_down_loses_nothing(string outbox)
    {
        var rabbit = await RabbitMqServer.RequireAsync(Token);
        rabbit.RequireControl();
        await DeclareDurableQueueAsync(rabbit);
        await rabbit.KillAsync(Token);
        var folder = Directory.CreateTempSubdirectory("pdc-killed-");
        try
        {
            (string, string)[] settings =
            [
                ("PdcBus:Messenger", "rabbitmq"), ("PdcBus:RabbitMq:Urls:0", rabbit.Url.ToString()),
                ("PdcBus:RabbitMq:Exchange:Name", _exchange),
                ("PdcBus:Outbox:Kind", outbox), ("PdcBus:Outbox:Path", folder.FullName),
            ];
            await using (var killed = await SampleProcess.StartAsync(folder.FullName, settings))
            {
                for (var i = 0; i < 200; i++)
                {
                    using var response = await killed.Client.PostAsJsonAsync(
                        "/rest_api/v1/labels/", new { name = $"l{i}", description = "b" }, Token);
                    Assert.Equal(HttpStatusCode.Created, response.StatusCode);
                }

                await killed.KillAsync();
            }

            await rabbit.StartAsync(Token);
            await using var heir = await SampleProcess.StartAsync(folder.FullName, settings);
            var received = await ReceiveDistinctAsync(rabbit, 200);
            Assert.Equal(Enumerable.Range(0, 200).Select(i => $"l{i}"), received.Select(NameOf));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private SampleServer Serve(RabbitMqServer rabbit) => new(
        null,
        ("PdcBus:Messenger", "rabbitmq"),
        ("PdcBus:RabbitMq:Urls:0", rabbit.Url.ToString()),
        ("PdcBus:RabbitMq:Exchange:Name", _exchange));

    private async Task DeclareDurableQueueAsync(RabbitMqServer rabbit)
    {
        await using var connection = await rabbit.ConnectAsync(Token);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Token);
        await channel.ExchangeDeclareAsync(_exchange, ExchangeType.Topic, durable: true, cancellationToken: Token);
        await channel.QueueDeclareAsync(_exchange, durable: true, exclusive: false, autoDelete: false, cancellationToken: Token);
        await channel.QueueBindAsync(_exchange, _exchange, "#", cancellationToken: Token);
    }

    /// <summary>Repeats are allowed, under the same id; the first of each counts.</summary>
    private async Task<IReadOnlyList<RabbitMqDelivery>> ReceiveDistinctAsync(RabbitMqServer rabbit, int count)
    {
        await using var connection = await rabbit.ConnectAsync(Token);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Token);
        var deliveries = Channel.CreateUnbounded<RabbitMqDelivery>();
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, d) =>
        {
            deliveries.Writer.TryWrite(new RabbitMqDelivery(d.RoutingKey, d.Body.ToArray(), new BasicProperties(d.BasicProperties)));
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(_exchange, autoAck: true, consumer, Token);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        deadline.CancelAfter(TimeSpan.FromSeconds(60));
        var received = new List<RabbitMqDelivery>();
        while (received.Count < count)
        {
            var delivery = await deliveries.Reader.ReadAsync(deadline.Token);
            if (received.All(r => r.Properties.MessageId != delivery.Properties.MessageId)) received.Add(delivery);
        }

        await channel.QueueDeleteAsync(_exchange, cancellationToken: Token);
        return received;
    }

    private static string NameOf(RabbitMqDelivery delivery) =>
        JsonDocument.Parse(delivery.Body).RootElement.GetProperty("new_value").GetProperty("name").GetString()!;
}
