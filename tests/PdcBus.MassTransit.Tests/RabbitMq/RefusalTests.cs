using System.Diagnostics;
using RabbitMQ.Client;

namespace PdcBus;

/// <summary>Every way in which RabbitMQ says no has a kind of its own, and is told at once.</summary>
public sealed class RefusalTests : RabbitMqTest
{
    [Theory]
    [InlineData(RabbitMqUnroutable.Record, false)]
    [InlineData(RabbitMqUnroutable.Park, true)]
    public async Task Message_WithoutASubscriber_IsUnroutable(RabbitMqUnroutable setting, bool parks)
    {
        await ListenAsync("other.#");
        var messenger = CreateMessenger(o => o.Unroutable = setting);

        var error = await FailureOfAsync(messenger, Messages.Make("compose"));

        Assert.Equal(MessengerErrorKind.Unroutable, error.Kind);
        Assert.Equal(parks, error.Park);
        Assert.Equal("No queue is bound for the topic 'compose'.", error.Message);
    }

    [Fact]
    public async Task Message_ThatAFullQueueRejects_IsRefused()
    {
        var channel = await OpenChannelAsync();
        await DeclareFullQueueAsync(channel);
        var messenger = CreateMessenger();

        var error = await FailureOfAsync(messenger, Messages.Make());

        Assert.Equal(MessengerErrorKind.Refused, error.Kind);
        Assert.Contains("basic.nack", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Message_AfterARefusal_GoesOnTheSameConnection()
    {
        var channel = await OpenChannelAsync();
        await DeclareFullQueueAsync(channel, "full");
        var subscriber = await ListenAsync("free");
        var messenger = CreateMessenger();
        await FailureOfAsync(messenger, Messages.Make("full"));

        await messenger.SendAsync(Messages.Make("free", "1"), Token);

        Assert.Equal("1", (await subscriber.ReceiveAsync(Token)).Text);
    }

    [Fact]
    public async Task Refusal_OnAnOpenConnection_IsToldBeforeMassTransitWouldTryAgain()
    {
        var channel = await OpenChannelAsync();
        await DeclareFullQueueAsync(channel);
        var messenger = CreateMessenger();
        await FailureOfAsync(messenger, Messages.Make());
        var watch = Stopwatch.StartNew();

        await FailureOfAsync(messenger, Messages.Make());

        Assert.True(watch.Elapsed < Soon, $"It took {watch.Elapsed}.");
    }

    [Fact]
    public async Task User_WithoutWriteAccess_IsNotPermitted()
    {
        Assert.SkipUnless(Server.IsOurs, "Needs the users of build/brokers/rabbitmq.");
        await ListenAsync();
        var messenger = CreateMessenger(url: Server.UrlFor("pdcreader", "reader"));

        var error = await FailureOfAsync(messenger, Messages.Make());

        Assert.Equal(MessengerErrorKind.NotPermitted, error.Kind);
        Assert.Contains($"'{Exchange}'", error.Message, StringComparison.Ordinal);
        Assert.Contains("permissions configure and write", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exchange_OfAnotherType_IsUnreachableAndNamesTheCure()
    {
        var channel = await OpenChannelAsync();
        await channel.ExchangeDeclareAsync(Exchange, ExchangeType.Fanout, durable: true, cancellationToken: Token);
        var messenger = CreateMessenger();

        var error = await FailureOfAsync(messenger, Messages.Make());

        Assert.Equal(MessengerErrorKind.Unreachable, error.Kind);
        Assert.Contains("inequivalent arg 'type'", error.Message, StringComparison.Ordinal);
        Assert.Contains("Set PdcBus:RabbitMq:Exchange", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exchange_CorrectedAfterwards_TakesTheNextMessage()
    {
        var channel = await OpenChannelAsync();
        await channel.ExchangeDeclareAsync(Exchange, ExchangeType.Fanout, durable: true, cancellationToken: Token);
        var messenger = CreateMessenger();
        await FailureOfAsync(messenger, Messages.Make());
        await FailureOfAsync(messenger, Messages.Make());
        await channel.ExchangeDeleteAsync(Exchange, cancellationToken: Token);
        var subscriber = await ListenAsync();

        await messenger.SendAsync(Messages.Make(body: "1"), Token);

        Assert.Equal("1", (await subscriber.ReceiveAsync(Token)).Text);
    }

    [Fact]
    public async Task Exchange_DeletedWhileInUse_IsDeclaredAnew()
    {
        await ListenAsync();
        var messenger = CreateMessenger();
        await messenger.SendAsync(Messages.Make(), Token);
        var channel = await OpenChannelAsync();
        await channel.ExchangeDeleteAsync(Exchange, cancellationToken: Token);

        var first = await FailureOfAsync(messenger, Messages.Make());
        var second = await FailureOfAsync(messenger, Messages.Make());

        Assert.Equal(MessengerErrorKind.Unreachable, first.Kind);
        Assert.Contains("no exchange", first.Message, StringComparison.Ordinal);
        Assert.Equal(MessengerErrorKind.Unroutable, second.Kind);
    }

    [Fact]
    public async Task Message_LargerThanTheServerTakes_IsTooLargeAndTheOthersAreInDoubt()
    {
        Server.RequireControl();
        var subscriber = await ListenAsync();
        await Server.ControlAsync(["eval", "application:set_env(rabbit, max_message_size, 1000)."], Token);
        try
        {
            var messenger = CreateMessenger();
            await messenger.SendAsync(Messages.Make(body: "1"), Token);

            var error = await FailureOfAsync(messenger, Messages.Make(body: new string(' ', 2000)));

            Assert.Equal(MessengerErrorKind.TooLarge, error.Kind);
            Assert.Contains("2000", error.Message, StringComparison.Ordinal);
            await messenger.SendAsync(Messages.Make(body: "2"), Token);
            Assert.Equal(["1", "2"], (await subscriber.ReceiveAsync(2, Token)).Select(d => d.Text));
        }
        finally
        {
            await Server.ControlAsync(["eval", "application:set_env(rabbit, max_message_size, 134217728)."], Token);
        }
    }

    [Fact]
    public async Task Topic_LongerThanARoutingKey_IsInvalid()
    {
        await ListenAsync();
        var messenger = CreateMessenger();

        var error = await FailureOfAsync(messenger, Messages.Make(new string('a', 300)));

        Assert.Equal(MessengerErrorKind.Invalid, error.Kind);
        await messenger.SendAsync(Messages.Make(), Token);
    }

    private async Task DeclareFullQueueAsync(IChannel channel, string routingKey = "#")
    {
        await channel.ExchangeDeclareAsync(Exchange, ExchangeType.Topic, durable: true, cancellationToken: Token);
        var queue = await channel.QueueDeclareAsync(
            arguments: new Dictionary<string, object?> { ["x-max-length"] = 0, ["x-overflow"] = "reject-publish" },
            cancellationToken: Token);
        await channel.QueueBindAsync(queue.QueueName, Exchange, routingKey, cancellationToken: Token);
    }
}
