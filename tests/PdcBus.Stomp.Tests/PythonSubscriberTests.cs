using System.Globalization;
using System.Text;

namespace PdcBus;

/// <summary>What a subscriber of another make sees.</summary>
public abstract class PythonSubscriberTests<TSubject> : IAsyncLifetime
    where TSubject : StompSubject, new()
{
    private const int Count = 1000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private TSubject Subject { get; } = new();

    public async ValueTask InitializeAsync() => await Subject.InitializeAsync(Token);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Subject.DisposeAsync();
    }

    [Fact]
    public async Task Receives_every_message_intact_and_in_order()
    {
        await using var python = await PythonSubscriber.SubscribeAsync(Subject.Stomp, Subject.AllTopics);
        await using var bench = new MessengerBench(
            Subject.Add, Subject.Settings(new MessengerPlace(Subject.Server) { User = Subject.User }));
        var messages = Enumerable.Range(0, Count).Select(Numbered).ToList();

        await Task.WhenAll(messages.Select(message => bench.Messenger.SendAsync(message, Token)));

        foreach (var message in messages)
        {
            var (headers, body) = await python.ReceiveAsync();
            Assert.Equal(message.Body.ToArray(), body);
            Assert.Equal(PdcMessage.ContentType, headers["content-type"]);
            Assert.All(message.Headers, header => Assert.Equal(header.Value, headers[header.Key]));
            Assert.EndsWith(Subject.OnTheWire(message.Topic), headers["destination"], StringComparison.Ordinal);
        }
    }

    private static PdcMessage Numbered(int number) => TestMessage.Of(
        number % 2 == 0 ? "contacts/people.added" : "compose",
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$"""{"number":{{number}},"name":"Jörg \u0000 日本 🎉"}""")),
        new Dictionary<string, string>
        {
            [PdcHeaders.Author] = "Jörg: \"a\\b\" 日本 🎉",
            [PdcHeaders.Comment] = "first\r\nsecond\n\nSEND\ndestination:/queue/evil\n",
        });
}
