namespace PdcBus;

public sealed class AmqpOnRabbitMqTests : IAsyncLifetime
{
    private RabbitMqServer? _server;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await RabbitMqServer.RequireAsync(Token);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_path_chooses_the_virtual_host_and_every_part_may_be_percent_encoded()
    {
        const string Exchange = "pdc.test.second";
        _server!.RequireControl();
        await using var subscriber = await RabbitMqSubscriber.ListenAsync(_server, Exchange, Token, virtualHost: "pdc/second");
        await using var bench = Bench(_server.UrlFor("pdc@client", "p:a/s%s", "pdc/second"), $"/exchange/{Exchange}/{{topic}}");

        await bench.Messenger.SendAsync(TestMessage.Of("contacts/people.added", "\"there\""), Token);

        var delivery = await subscriber.ReceiveAsync(Token);
        Assert.Equal("contacts/people.added", delivery.RoutingKey);
        Assert.Equal("\"there\"", delivery.Text);
    }

    [Fact]
    public async Task A_missing_exchange_makes_the_bus_unreachable_and_says_what_to_declare()
    {
        await using var bench = Bench(_server!.UrlFor(), "/exchange/pdc.test.missing/{topic}");

        var error = await FailAsync(bench);

        Assert.Equal(MessengerErrorKind.Unreachable, error.Kind);
        Assert.Contains("Declare the exchange", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_of_RabbitMQ_4_makes_RabbitMQ_3_unreachable_and_says_what_to_write()
    {
        _server!.RequireControl();
        var version = await _server.ControlAsync(["version"], Token);
        Assert.SkipUnless(version.StartsWith("3.", StringComparison.Ordinal), $"RabbitMQ {version} knows this address.");
        await using var bench = Bench(_server.UrlFor(), "/exchanges/amq.topic/{topic}");

        var error = await FailAsync(bench);

        Assert.Equal(MessengerErrorKind.Unreachable, error.Kind);
        Assert.Contains("/exchange/", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_of_ActiveMQ_makes_no_queue_that_nobody_reads()
    {
        await using var bench = Bench(_server!.UrlFor(), new AmqpOptions().Address);

        var error = await FailAsync(bench);

        Assert.Equal(MessengerErrorKind.Unreachable, error.Kind);
        Assert.Contains("Amqp:Address", error.Message, StringComparison.Ordinal);
    }

    private static MessengerBench Bench(string url, string address) => new(
        builder => builder.AddAmqpMessenger(),
        [new("PdcBus:Amqp:Urls:0", url), new("PdcBus:Amqp:Address", address)]);

    private static Task<MessengerException> FailAsync(MessengerBench bench) => Assert.ThrowsAsync<MessengerException>(
        () => bench.Messenger.SendAsync(TestMessage.Of("compose"), Token));
}
