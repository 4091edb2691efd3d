using System.Net;
using System.Text.Json;

namespace PdcBus.Conformance.Tests;

/// <summary>The sample on fedmsg, on fedora-messaging, and on both at once, as a site that moves from one to the other.</summary>
public sealed class On_Fedoras_buses : IDisposable
{
    private static readonly string[] Topics =
        ["org.fedoraproject.dev.pdc.compose", "org.fedoraproject.dev.pdc.rpms", "org.fedoraproject.dev.pdc.images"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pdc-fedora-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task An_import_is_announced_on_fedmsg()
    {
        using var relay = await Relay.StartAsync();
        await using var server = new SampleServer(null, [("PdcBus:Messenger", "fedmsg"), .. FedmsgTo(relay)]);

        using var imported = await ImportAsync(server);

        var received = await ReceiveAsync(relay, 3);
        Assert.Equal(Topics, received.Select(m => m.Topic));
        Assert.Equal(Topics, received.Select(m => m.Envelope.GetProperty("topic").GetString()));
        Assert.Equal("create", received[0].Envelope.GetProperty("msg").GetProperty("action").GetString());
        Assert.Equal([1, 2, 3], received.Select(m => m.Envelope.GetProperty("i").GetInt64()));
    }

    [Fact]
    public async Task An_import_is_announced_on_fedora_messaging()
    {
        var rabbit = await RabbitMqServer.RequireAsync(Token);
        var site = $"test-{Guid.NewGuid():N}";
        await using var subscriber = await RabbitMqSubscriber.ListenAsync(rabbit, "amq.topic", Token, $"{site}.#");
        await using var server = new SampleServer(
            null, [("PdcBus:Messenger", "fedora-messaging"), .. FedoraMessagingTo(rabbit, site)]);

        using var imported = await ImportAsync(server);

        var received = await subscriber.ReceiveAsync(3, Token);
        Assert.Equal([$"{site}.pdc.compose", $"{site}.pdc.rpms", $"{site}.pdc.images"], received.Select(d => d.RoutingKey));
        Assert.Equal("6 RPMs were imported into compose TP-1.0-20150310.0", received[1].Headers["summary"]);
        Assert.Equal(20, received[1].Properties.Headers!["fedora_messaging_severity"]);
        Assert.DoesNotContain(received[0].Properties.Headers!.Keys, k => k.StartsWith("pdc-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Both_at_once_carry_each_event_under_the_same_id_and_the_same_topic()
    {
        using var relay = await Relay.StartAsync();
        var rabbit = await RabbitMqServer.RequireAsync(Token);
        // Other tests may use the same topics on this broker: those of this one have a word of their own.
        var word = $"test-{Guid.NewGuid():N}";
        await using var subscriber = await RabbitMqSubscriber.ListenAsync(
            rabbit, "amq.topic", Token, $"org.fedoraproject.dev.pdc.{word}.#");
        await using var server = new SampleServer(
            null,
            [
                ("PdcBus:Messenger:0", "fedmsg"), ("PdcBus:Messenger:1", "fedora-messaging"), ("PdcBus:Messenger", ""),
                ("PdcBus:TopicPrefix", word), .. FedmsgTo(relay), .. FedoraMessagingTo(rabbit, "org.fedoraproject.dev"),
            ]);

        using var imported = await ImportAsync(server);

        var signed = await ReceiveAsync(relay, 3);
        var confirmed = await subscriber.ReceiveAsync(3, Token);
        Assert.Equal($"org.fedoraproject.dev.pdc.{word}.compose", signed[0].Topic);
        Assert.Equal(signed.Select(m => m.Topic), confirmed.Select(d => d.RoutingKey));
        Assert.All(signed.Zip(confirmed), pair =>
        {
            var (envelope, properties) = (pair.First.Envelope, pair.Second.Properties);
            var year = DateTimeOffset.FromUnixTimeSeconds(envelope.GetProperty("timestamp").GetInt64()).UtcDateTime.Year;
            Assert.Equal($"{year}-{properties.MessageId}", envelope.GetProperty("msg_id").GetString());
            Assert.Equal(properties.MessageId, Guid.Parse(properties.MessageId!).ToString());
            Assert.True(JsonElement.DeepEquals(JsonElement.Parse(pair.Second.Body), envelope.GetProperty("msg")));
        });
    }

    private static async Task<HttpResponseMessage> ImportAsync(SampleServer server)
    {
        var response = await server.PostAsync(
            "/rest_api/v1/rpc/compose-full-import/", await server.GetAsync("/demo/full-import.json"),
            ("PDC-Change-Comment", "Grüße"));
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return response;
    }

    private static async Task<IReadOnlyList<(string Topic, JsonElement Envelope)>> ReceiveAsync(Relay relay, int count)
    {
        var received = new List<(string Topic, JsonElement Envelope)>();
        while (received.Count < count) received.Add(await relay.ReceiveAsync(Token));
        return received;
    }

    private static (string Key, string Value)[] FedoraMessagingTo(RabbitMqServer rabbit, string prefix) =>
    [
        ("PdcBus:FedoraMessaging:Url", rabbit.Url.ToString()),
        ("PdcBus:FedoraMessaging:TopicPrefix", prefix),
    ];

    private (string Key, string Value)[] FedmsgTo(Relay relay) => FedmsgKey.SettingsFor(relay, _folder);
}
