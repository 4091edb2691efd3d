using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PdcBus.Fedmsg.Tests;

/// <summary>It accepts what the original would sign, and nothing that was touched: so its yes means something.</summary>
public sealed class A_consumer_in_another_language : IDisposable
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 512 };

    private readonly TemporaryFolder _folder = new();
    private readonly FedmsgSigner _signer = TestKey.Signer();

    public void Dispose()
    {
        _signer.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Accepts_every_golden_vector()
    {
        var vectors = GoldenFile.Vectors.Values.Select(v => Frames(v.Text("unsigned_json"))).ToList();

        var lines = await JudgeAsync(TestKey.AuthorityPem, vectors);

        Assert.All(lines, line => Assert.Null(line.Flaw));
        Assert.Equal(vectors.Select(v => v.Topic), lines.Select(line => line.Topic));
    }

    [Fact]
    public async Task Drops_what_was_touched()
    {
        var lines = await JudgeAsync(
            TestKey.AuthorityPem,
            [
                Changed(envelope => envelope["timestamp"] = 1),
                Changed(envelope => envelope["msg"] = new JsonObject { ["a"] = 1.5 }),
                Changed(envelope => envelope["seq_id"] = 1),
                Changed(envelope => envelope["topic"] = "another"),
                Changed(envelope => envelope.Remove("signature")),
                Changed(envelope => envelope["certificate"] = "AAAA"),
            ]);

        Assert.Equal(
            [
                "the signature is not that of the message",
                "the signature is not that of the message",
                "the signature is not that of the message",
                "the topic is not that of the first frame",
                "signature or certificate is missing",
                "signature or certificate cannot be read",
            ],
            lines.Select(line => line.Flaw));
    }

    [Fact]
    public async Task Drops_what_another_authority_has_certified()
    {
        using var authority = new TestAuthority();

        var lines = await JudgeAsync(authority.Pem, [Changed(_ => { })]);

        Assert.Equal("the certificate is not the authority's", Assert.Single(lines).Flaw);
    }

    [Fact]
    public async Task Drops_what_the_senders_name_may_not_publish()
    {
        const string Topic = "org.fedoraproject.dev.pdc.vector";

        var forbidden = await JudgeAsync(TestKey.AuthorityPem, [Changed(_ => { })], $"{Topic}=other.example.com");
        var allowed = await JudgeAsync(TestKey.AuthorityPem, [Changed(_ => { })], $"{Topic}=pdc-testhost.example.com");

        Assert.Equal("its sender may not publish this topic", Assert.Single(forbidden).Flaw);
        Assert.Null(Assert.Single(allowed).Flaw);
    }

    private (string Topic, byte[] Body) Changed(Action<JsonObject> change)
    {
        var (topic, body) = Frames(GoldenFile.Vectors["pdc change"].Text("unsigned_json"));
        var envelope = JsonNode.Parse(body)!.AsObject();
        change(envelope);
        return (topic, Encoding.UTF8.GetBytes(envelope.ToJsonString()));
    }

    private (string Topic, byte[] Body) Frames(string unsigned)
    {
        using var document = JsonDocument.Parse(unsigned, Deep);
        var fields = document.RootElement;
        var envelope = new FedmsgEnvelope(
            fields.Text("topic"),
            fields.Text("msg_id"),
            fields.GetProperty("timestamp").GetInt64(),
            fields.Text("username"),
            CanonicalJson.OfObject(Encoding.UTF8.GetBytes(fields.GetProperty("msg").GetRawText())));
        return (envelope.Topic, envelope.Seal(fields.GetProperty("i").GetInt64(), _signer));
    }

    /// <summary>Publishes the frames as they are, and returns what the consumer says.</summary>
    private async Task<IReadOnlyList<ConsumerLine>> JudgeAsync(
        string authority, List<(string Topic, byte[] Body)> frames, params string[] policy)
    {
        var address = MessengerRig.FreeAddress();
        Assert.True(FedmsgEndpoint.TryParse(address, out var endpoint));
        await using var consumer = Site.Python(
            "fedmsg_consumer.py", [address, _folder.Write("ca.crt", authority), .. policy]);
        await Task.Run(() => Publish(endpoint, frames), TestContext.Current.CancellationToken);

        var lines = new List<ConsumerLine>();
        Assert.Equal("listening", await consumer.LineAsync());
        while (lines.Count < frames.Count) lines.Add(ConsumerLine.Parse(await consumer.LineAsync()));
        Assert.Empty(await consumer.EndAsync());
        return lines;
    }

    private static void Publish(FedmsgEndpoint endpoint, List<(string Topic, byte[] Body)> frames)
    {
        using var socket = PublishingSocket.Open(FedmsgMode.Bind, [endpoint], TimeProvider.System);
        var started = TimeProvider.System.GetTimestamp();
        while (!socket.HasSubscriber)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(60), "The consumer did not come.");
            socket.Listen(TimeSpan.FromMilliseconds(50));
        }

        foreach (var (topic, body) in frames) socket.Send(Encoding.UTF8.GetBytes(topic), body);
        socket.Close(TimeSpan.FromSeconds(5));
    }
}
