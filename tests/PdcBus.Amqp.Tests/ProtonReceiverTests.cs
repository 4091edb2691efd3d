using System.Globalization;
using System.Text;

namespace PdcBus;

/// <summary>What a receiver of another make sees.</summary>
public sealed class ProtonReceiverTests : IAsyncLifetime
{
    private const int Count = 1000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private AmqpOnRabbitMq Subject { get; } = new();

    public async ValueTask InitializeAsync() => await Subject.InitializeAsync(Token);

    public async ValueTask DisposeAsync() => await Subject.DisposeAsync();

    [Fact]
    public async Task Receives_every_message_intact_and_in_order()
    {
        await using var proton = await ProtonReceiver.AttachAsync(Subject, $"/exchange/{Subject.Exchange}/#");
        await using var bench = Bench();
        var messages = Enumerable.Range(0, Count).Select(Numbered).ToList();

        await Task.WhenAll(messages.Select(message => bench.Messenger.SendAsync(message, Token)));

        foreach (var message in messages)
        {
            var received = await proton.ReceiveAsync();
            Assert.Equal(message.Body.ToArray(), received.GetProperty("body").GetBytesFromBase64());
            Assert.True(received.GetProperty("is_data").GetBoolean());
            Assert.True(received.GetProperty("durable").GetBoolean());
            Assert.Equal(message.Id.ToString(), received.GetProperty("id").GetString());
            Assert.Equal(message.Topic, received.GetProperty("subject").GetString());
            Assert.Equal(PdcMessage.ContentType, received.GetProperty("content_type").GetString());
            Assert.All(
                message.Headers,
                header => Assert.Equal(header.Value, received.GetProperty("properties").GetProperty(header.Key).GetString()));
        }
    }

    [Fact]
    public async Task Selects_by_the_whole_topic()
    {
        await using var proton = await ProtonReceiver.AttachAsync(
            Subject, $"/exchange/{Subject.Exchange}/contacts%2Fpeople.added");
        await using var bench = Bench();

        await bench.Messenger.SendAsync(TestMessage.Of("contacts.people.added", "\"other\""), Token);
        await bench.Messenger.SendAsync(TestMessage.Of("contacts/people.added", "\"this\""), Token);

        var received = await proton.ReceiveAsync();
        Assert.Equal("\"this\""u8, received.GetProperty("body").GetBytesFromBase64());
    }

    private MessengerBench Bench() =>
        new(Subject.Add, Subject.Settings(new MessengerPlace(Subject.Server) { User = Subject.User }));

    private static PdcMessage Numbered(int number) => TestMessage.Of(
        number % 2 == 0 ? "contacts/people.added" : "compose",
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$"""{"number":{{number}},"name":"Jörg \u0000 日本 🎉"}""")),
        new Dictionary<string, string>
        {
            [PdcHeaders.Author] = "Jörg: \"a\\b\" 日本 🎉",
            [PdcHeaders.Comment] = "first\r\nsecond\n\nthird",
        });
}
