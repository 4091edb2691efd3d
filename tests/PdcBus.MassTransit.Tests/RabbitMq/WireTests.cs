using System.Text;
using RabbitMQ.Client;

namespace PdcBus;

/// <summary>What subscribers that know nothing of MassTransit see.</summary>
public sealed class WireTests : RabbitMqTest
{
    [Fact]
    public async Task Message_OnTheWire_HasExactlyThePromisedProperties()
    {
        var subscriber = await ListenAsync();
        var messenger = CreateMessenger();
        var message = new PdcMessage
        {
            Id = Guid.CreateVersion7(),
            Topic = "releases.changed",
            Body = Encoding.UTF8.GetBytes("{\"name\":\"Fedora 40 \u2014 \u00e9\",\"old\":null}"),
            Headers = new Dictionary<string, string>
            {
                [PdcHeaders.MessageId] = "0197",
                [PdcHeaders.Author] = "",
                [PdcHeaders.Comment] = "r\u00e9ason",
                [PdcHeaders.ChangesetId] = "17",
                [PdcHeaders.CommittedOn] = "2015-03-10 12:00:00+00:00",
            },
            CreatedAt = TimeProvider.System.GetUtcNow(),
        };

        await messenger.SendAsync(message, Token);

        var seen = await subscriber.ReceiveAsync(Token);
        Assert.Equal("releases.changed", seen.RoutingKey);
        Assert.Equal(message.Body.ToArray(), seen.Body);
        Assert.Equal(message.Headers, seen.Headers);
        Assert.Equal(["x-dotnet-pub-seq-no"], seen.Properties.Headers!.Keys.Except(message.Headers.Keys));
        Assert.Equal("application/json", seen.Properties.ContentType);
        Assert.Equal(DeliveryModes.Persistent, seen.Properties.DeliveryMode);
        Assert.Equal(message.Id.ToString("D"), seen.Properties.MessageId);
        Assert.False(seen.Properties.IsCorrelationIdPresent());
        Assert.False(seen.Properties.IsReplyToPresent());
        Assert.False(seen.Properties.IsTypePresent());
        Assert.False(seen.Properties.IsAppIdPresent());
        Assert.False(seen.Properties.IsUserIdPresent());
        Assert.False(seen.Properties.IsExpirationPresent());
        Assert.False(seen.Properties.IsTimestampPresent());
        Assert.False(seen.Properties.IsPriorityPresent());
        Assert.False(seen.Properties.IsContentEncodingPresent());
    }

    [Theory]
    [InlineData(PdcWireProfile.Plain, "", "compose")]
    [InlineData(PdcWireProfile.Original, "", ".compose")]
    // A prefix takes the place of the empty word.
    [InlineData(PdcWireProfile.Original, "eng", "compose")]
    public async Task RoutingKey_OfTheOriginal_BeginsWithADot(PdcWireProfile profile, string prefix, string key)
    {
        var subscriber = await ListenAsync();
        var messenger = CreateMessenger(common: new PdcBusOptions { WireProfile = profile, TopicPrefix = prefix });

        await messenger.SendAsync(Messages.Make("compose"), Token);

        Assert.Equal(key, (await subscriber.ReceiveAsync(Token)).RoutingKey);
    }

    [Fact]
    public async Task Body_InTheMiddleOfAnArray_ArrivesAlone()
    {
        var subscriber = await ListenAsync();
        var messenger = CreateMessenger();
        var array = Encoding.UTF8.GetBytes("xx{}yy");
        var message = new PdcMessage
        {
            Id = Guid.CreateVersion7(),
            Topic = "compose",
            Body = array.AsMemory(2, 2),
            Headers = new Dictionary<string, string>(),
            CreatedAt = TimeProvider.System.GetUtcNow(),
        };

        await messenger.SendAsync(message, Token);

        Assert.Equal("{}", (await subscriber.ReceiveAsync(Token)).Text);
    }

    [Fact]
    public async Task Exchange_ThatDoesNotExist_IsDeclaredAsConfigured()
    {
        var messenger = CreateMessenger(o => o.Exchange.Type = "direct");

        await FailureOfAsync(messenger, Messages.Make());

        // A declaration that differs would close the channel.
        var channel = await OpenChannelAsync();
        await channel.ExchangeDeclareAsync(Exchange, "direct", durable: true, cancellationToken: Token);
        await channel.QueueDeclareAsync("", cancellationToken: Token);
    }

    [Fact]
    public async Task Exchange_ConfiguredAsTransient_IsDeclaredSo()
    {
        var messenger = CreateMessenger(o => o.Exchange.Durable = false);

        await FailureOfAsync(messenger, Messages.Make());

        var channel = await OpenChannelAsync();
        await channel.ExchangeDeclareAsync(Exchange, "topic", durable: false, cancellationToken: Token);
    }

    [Fact]
    public async Task Login_WithEncodedCharacters_ReachesItsVirtualHost()
    {
        Assert.SkipUnless(Server.IsOurs, "Needs the users of build/brokers/rabbitmq.");
        var subscriber = await ListenAsync(virtualHost: "pdc/second");
        var messenger = CreateMessenger(url: Server.UrlFor("pdc@client", "p:a/s%s", "pdc/second"));

        await messenger.SendAsync(Messages.Make(body: "[2]"), Token);

        Assert.Equal("[2]", (await subscriber.ReceiveAsync(Token)).Text);
    }
}
