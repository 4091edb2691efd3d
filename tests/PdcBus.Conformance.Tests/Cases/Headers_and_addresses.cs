using System.Net;
using System.Text.Json;

namespace PdcBus.Conformance.Tests;

/// <summary>What a consumer on AMQP 1.0 selects by, where <c>PdcBus:WireProfile</c> keeps to the original.</summary>
public sealed class Headers_and_addresses : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pdc-addresses-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact, Case(38)]
    public async Task Headers_are_the_values_of_the_message_and_of_its_new_value_and_the_body_is_whole()
    {
        var (headers, body) = await ReceiveAsync("""{ "a": "b", "new_value": { "c": "d" } }""");

        Assert.Equal("b", headers.GetProperty("a").GetString());
        Assert.Equal("d", headers.GetProperty("DATA:c").GetString());
        Assert.Equal("b", body.GetProperty("a").GetString());
        Assert.Equal("""{"c":"d"}""", body.GetProperty("new_value").GetRawText());
    }

    [Fact, Case(39)]
    public async Task Headers_leave_out_arrays_objects_fractions_and_old_values_and_have_nulls_and_truths()
    {
        var (headers, _) = await ReceiveAsync(
            """
            {
              "list": [1], "object": { "x": 1 }, "fraction": 1.5, "nothing": null, "truth": true,
              "old_value": { "id": 1, "name": "old" },
              "new_value": { "id": 2, "tags": [], "part": {}, "size": 0.5, "gone": null, "active": false }
            }
            """);

        // The common fields are values of the message too, and PdcBus has headers of its own.
        string[] always = ["author", "comment", "traceparent"];
        Assert.Equal(
            ["DATA:active=False", "DATA:gone=", "DATA:id=2", "nothing=", "truth=True"],
            headers.EnumerateObject()
                .Where(header => !header.Name.StartsWith("pdc-", StringComparison.Ordinal) && !always.Contains(header.Name))
                .Select(header => $"{header.Name}={header.Value}")
                .Order(StringComparer.Ordinal));
    }

    /// <summary>Topics are written without their dot here; a prefix is joined to them by one.</summary>
    [Theory, Case(40)]
    [InlineData("rabbitmq", "plain")]
    [InlineData("rabbitmq", "original")]
    [InlineData("amqp", "plain")]
    [InlineData("amqp", "original")]
    public async Task An_address_is_the_prefix_a_dot_and_the_topic(string messenger, string profile)
    {
        await using var exchange = await RabbitMqExchange.RequireAsync();
        await using var subscriber = await exchange.ListenAsync();
        await using var pdc = new SampleServer(
            null,
            [
                .. messenger == "amqp" ? exchange.Amqp10Settings() : exchange.Settings(),
                ("PdcBus:TopicPrefix", "eng.pdc"),
                ("PdcBus:WireProfile", profile),
            ]);

        using var response = await pdc.QueueAsync("answer/200", """[["t1", {}]]""");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);

        Assert.Equal("eng.pdc.t1", (await subscriber.ReceiveAsync(Token)).RoutingKey);
    }

    [Fact, Case(40)]
    public async Task An_address_on_fedmsg_has_one_dot_between_its_words()
    {
        using var relay = await Relay.StartAsync();
        await using var pdc = new SampleServer(
            null,
            [
                ("PdcBus:Messenger", "fedmsg"),
                ("PdcBus:WireProfile", "original"),
                .. FedmsgKey.SettingsFor(relay, _folder),
            ]);

        using var response = await pdc.QueueAsync("answer/200", """[["t1", {}]]""");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);

        var (topic, envelope) = await relay.ReceiveAsync(Token);
        Assert.Equal("org.fedoraproject.dev.pdc.t1", topic);
        Assert.Equal(topic, envelope.GetProperty("topic").GetString());
    }

    /// <summary>Queues a message, and returns what a receiver on AMQP 1.0 gets: qpid-proton, as in the original.</summary>
    private static async Task<(JsonElement Headers, JsonElement Body)> ReceiveAsync(string fields)
    {
        await using var exchange = await RabbitMqExchange.RequireAsync();
        await using var declared = await exchange.ListenAsync();
        var login = exchange.Server.Url.UserInfo.Split(':');
        await using var receiver = PythonProgram.Start(
            "proton.reactor",
            "python3-qpid-proton",
            "Python/receiver.py",
            $"amqp://{exchange.Server.Url.Authority}",
            $"/exchange/{exchange.Name}/#",
            login[0],
            login[1]);
        Assert.Equal("READY", await receiver.LineAsync());
        await using var pdc = new SampleServer(
            null, [.. exchange.Amqp10Settings(), ("PdcBus:WireProfile", "original")]);

        using var response = await pdc.QueueAsync("answer/200", $"""[["t1", {fields}]]""");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var message = JsonElement.Parse(await receiver.LineAsync());
        return (message.GetProperty("properties"), JsonElement.Parse(message.GetProperty("body").GetBytesFromBase64()));
    }
}
