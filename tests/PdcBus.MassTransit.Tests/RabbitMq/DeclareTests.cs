using RabbitMQ.Client;

namespace PdcBus;

/// <summary>Brokers on which an application may declare nothing.</summary>
public sealed class DeclareTests : RabbitMqTest
{
    [Fact]
    public async Task Declare_False_PublishesWithNoPermissionButWrite()
    {
        Server.RequireControl();
        var subscriber = await ListenAsync();
        var messenger = CreateWriter();
        var messages = Messages.Numbered(300);

        await Task.WhenAll(messages.Select(m => messenger.SendAsync(m, Token)));

        var received = await subscriber.ReceiveAsync(messages.Length, Token);
        Assert.Equal(messages.Select(m => m.Id.ToString()), received.Select(d => d.Properties.MessageId));
        Assert.All(received, d => Assert.Equal("compose", d.RoutingKey));
    }

    [Fact]
    public async Task Declare_False_UnroutableMessagesAreToldAndDisturbNoOthers()
    {
        Server.RequireControl();
        var subscriber = await ListenAsync("compose");
        var messenger = CreateWriter();

        for (var round = 0; round < 20; round++)
        {
            var lost = messenger.SendAsync(Messages.Make("nobody.listens"), Token);
            var found = Enumerable.Range(0, 10).Select(_ => messenger.SendAsync(Messages.Make(), Token)).ToList();
            var error = await Assert.ThrowsAsync<MessengerException>(() => lost);
            Assert.Equal(MessengerErrorKind.Unroutable, error.Kind);
            await Task.WhenAll(found);
        }

        await subscriber.ReceiveAsync(200, Token);
    }

    [Fact]
    public async Task Declare_FalseAndNoExchange_IsUnreachableUntilThereIsOne()
    {
        var messenger = CreateMessenger(o => o.Declare = false);

        var error = await FailureOfAsync(messenger, Messages.Make());

        Assert.Equal(MessengerErrorKind.Unreachable, error.Kind);
        Assert.Contains("Declare the exchange, or set PdcBus:RabbitMq:Declare to true.", error.Message, StringComparison.Ordinal);
        await using var channel = await OpenChannelAsync();
        await Assert.ThrowsAnyAsync<RabbitMQ.Client.Exceptions.OperationInterruptedException>(
            () => channel.ExchangeDeclarePassiveAsync(Exchange, Token));
        var subscriber = await ListenAsync();

        await messenger.SendAsync(Messages.Make(), Token);

        await subscriber.ReceiveAsync(Token);
    }

    [Fact]
    public async Task Declare_TrueWithoutTheRight_NamesThePermission()
    {
        Server.RequireControl();
        await ListenAsync();
        var messenger = CreateMessenger(url: WriterUrl());

        var error = await FailureOfAsync(messenger, Messages.Make());

        Assert.Equal(MessengerErrorKind.NotPermitted, error.Kind);
        Assert.Contains("configure and write", error.Message, StringComparison.Ordinal);
    }

    private MassTransitMessenger CreateWriter() => CreateMessenger(o => o.Declare = false, WriterUrl());

    private string WriterUrl() => Server.UrlFor("pdcwriter", "writer");
}
