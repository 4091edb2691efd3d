using System.Net;
using System.Text.Json;

namespace PdcBus.Conformance.Tests;

/// <summary>The sample over STOMP and over AMQP 1.0, chosen by nothing but settings.</summary>
public sealed class On_other_protocols
{
    private readonly string _name = $"pdc-{Guid.NewGuid():n}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_import_is_announced_over_STOMP_on_ActiveMQ()
    {
        var active = await ActiveMqServer.RequireAsync(Token);
        await using var subscriber = await StompSubscriber.ListenAsync(active.Stomp, $"/topic/{_name}.", Token);

        await ImportAndCheckAsync(
            subscriber,
            "stomp",
            [.. StompAt(active.Stomp), ("PdcBus:Stomp:Destination", $"/topic/{_name}")]);
    }

    [Fact]
    public async Task An_import_is_announced_over_STOMP_on_RabbitMQ()
    {
        var rabbit = await RabbitMqServer.RequireAsync(Token);
        var stomp = await rabbit.RequireStompAsync(Token);
        await using var subscriber = await RabbitMqQueue.ListenAsync(rabbit, _name, Token);

        await ImportAndCheckAsync(
            subscriber,
            "stomp",
            [.. StompAt(stomp), ("PdcBus:Stomp:Destination", $"/exchange/{_name}/{{topic}}")]);
    }

    [Fact]
    public async Task An_import_is_announced_over_AMQP_1_0_on_RabbitMQ()
    {
        var rabbit = await RabbitMqServer.RequireAsync(Token);
        await using var subscriber = await RabbitMqQueue.ListenAsync(rabbit, _name, Token);

        await ImportAndCheckAsync(
            subscriber,
            "amqp",
            [
                ("PdcBus:Amqp:Urls:0", rabbit.Url.GetLeftPart(UriPartial.Authority)),
                ("PdcBus:Amqp:Address", $"/exchange/{_name}/{{topic}}"),
            ]);
    }

    private static async Task ImportAndCheckAsync(
        IBusSubscriber subscriber, string messenger, (string Key, string Value)[] settings)
    {
        await using var server = new SampleServer(null, [("PdcBus:Messenger", messenger), .. settings]);

        using var imported = await server.PostAsync(
            "/rest_api/v1/rpc/compose-full-import/", await server.GetAsync("/demo/full-import.json"),
            ("PDC-Change-Comment", "Grüße"));

        Assert.Equal(HttpStatusCode.Created, imported.StatusCode);
        var received = new List<BusDelivery>();
        while (received.Count < 3) received.Add(await subscriber.ReceiveAsync(Token));
        Assert.Equal(["compose", "rpms", "images"], received.Select(d => d.Topic));
        Assert.All(received, d => Assert.Equal("Grüße", JsonElement.Parse(d.Body).GetProperty("comment").GetString()));
    }

    private static (string Key, string Value)[] StompAt(Uri server)
    {
        var user = server.UserInfo.Split(':');
        return
        [
            ("PdcBus:Stomp:Urls:0", $"stomp://{server.Host}:{server.Port}"),
            ("PdcBus:Stomp:Login", user[0]),
            ("PdcBus:Stomp:Passcode", user[1]),
        ];
    }
}
