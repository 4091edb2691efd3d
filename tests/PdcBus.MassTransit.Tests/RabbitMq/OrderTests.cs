namespace PdcBus;

/// <summary>Messages reach RabbitMQ in the order of the calls.</summary>
public sealed class OrderTests : RabbitMqTest
{
    private const int Count = 2_000;

    [Fact]
    public async Task Messages_OnAWarmConnection_KeepTheOrderOfTheCalls()
    {
        var subscriber = await ListenAsync();
        var messenger = CreateMessenger();
        await messenger.SendAsync(Messages.Make(body: "first"), Token);
        await subscriber.ReceiveAsync(Token);
        var messages = Messages.Numbered(Count);

        await Task.WhenAll(messages.Select(m => messenger.SendAsync(m, Token)));

        await AssertOrderAsync(subscriber, messages);
    }

    [Fact]
    public async Task Messages_SentBeforeThereIsAConnection_KeepTheOrderOfTheCalls()
    {
        var subscriber = await ListenAsync();
        var messenger = CreateMessenger();
        var messages = Messages.Numbered(Count);

        await Task.WhenAll(messages.Select(m => messenger.SendAsync(m, Token)));

        await AssertOrderAsync(subscriber, messages);
    }

    private static async Task AssertOrderAsync(RabbitMqSubscriber subscriber, PdcMessage[] messages)
    {
        var seen = await subscriber.ReceiveAsync(messages.Length, Token);
        Assert.Equal(messages.Select(m => m.Id.ToString()), seen.Select(d => d.Properties.MessageId));
    }
}
