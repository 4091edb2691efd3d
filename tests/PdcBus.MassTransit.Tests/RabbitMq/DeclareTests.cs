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

    /// <summary>
    /// Now and then MassTransit closes its channel over a returned message; what was under way beside it is in doubt then,
    /// and the relay sends it again.
    /// </summary>
    [Fact]
    public async Task Declare_False_UnroutableMessagesAreToldAndCostNoOthers()
    {
        Server.RequireControl();
        var subscriber = await ListenAsync("compose");
        var messenger = CreateWriter();

        for (var round = 0; round < 20; round++)
        {
            var lost = messenger.SendAsync(Messages.Make("nobody.listens"), Token);
            var found = Enumerable.Range(0, 10).Select(_ => SendAsTheRelayDoesAsync(messenger)).ToList();
            var error = await Assert.ThrowsAsync<MessengerException>(() => lost);
            Assert.Equal(MessengerErrorKind.Unroutable, error.Kind);
            await Task.WhenAll(found);
        }

        var received = new HashSet<string?>();
        while (received.Count < 200)
        {
            foreach (var delivery in await subscriber.ReceiveAsync(1, Token)) received.Add(delivery.Properties.MessageId);
        }
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

    private static async Task SendAsTheRelayDoesAsync(MassTransitMessenger messenger)
    {
        var message = Messages.Make();
        while (true)
        {
            try
            {
                await messenger.SendAsync(message, Token);
                return;
            }
            catch (MessengerException error) when (error.Kind == MessengerErrorKind.InDoubt)
            {
                Token.ThrowIfCancellationRequested();
            }
        }
    }

    private MassTransitMessenger CreateWriter() => CreateMessenger(o => o.Declare = false, WriterUrl());

    private string WriterUrl() => Server.UrlFor("pdcwriter", "writer");
}
