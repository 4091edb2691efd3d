using Amqp.Framing;

namespace PdcBus;

/// <summary>What <c>PdcBus:WireProfile</c> changes over AMQP 1.0.</summary>
public sealed class WireProfileTests
{
    private const string Body =
        """{"url":"u","old_value":{"id":1},"new_value":{"id":2,"active":true,"n":null},"changeset_id":7,"comment":null}""";

    [Fact]
    public async Task Original_Message_HasTheTypedPropertiesOfTheOriginal()
    {
        var properties = await SendAsync(PdcWireProfile.Original);

        Assert.Equal("u", properties["url"]);
        Assert.Equal(2L, properties["DATA:id"]);
        Assert.Equal(true, properties["DATA:active"]);
        Assert.Equal(7L, properties["changeset_id"]);
        Assert.True(properties.ContainsKey("DATA:n") && properties["DATA:n"] is null);
        Assert.True(properties.ContainsKey("comment") && properties["comment"] is null);
        Assert.DoesNotContain("DATA:old_value", properties.Keys);
    }

    [Fact]
    public async Task Original_Message_KeepsTheHeadersOfPdcBus() =>
        Assert.Contains(PdcHeaders.MessageId, (await SendAsync(PdcWireProfile.Original)).Keys);

    [Fact]
    public async Task Plain_Message_HasNothingOfItsBodyInProperties()
    {
        var properties = await SendAsync(PdcWireProfile.Plain);

        Assert.DoesNotContain("url", properties.Keys);
        Assert.DoesNotContain("DATA:id", properties.Keys);
    }

    private static async Task<Dictionary<string, object?>> SendAsync(PdcWireProfile profile)
    {
        var seen = new TaskCompletionSource<Dictionary<string, object?>>();
        await using var bench = new AmqpBench(
            async (peer, _, token) =>
            {
                await peer.AcceptAsync(token);
                await peer.ServeAsync(token, message =>
                {
                    seen.TrySetResult(message.Message.ApplicationProperties.Map.ToDictionary(
                        p => (string)p.Key, p => (object?)p.Value));
                    return peer.SettleAsync(message, new Accepted(), token);
                });
            },
            profile: profile);
        await bench.ConfirmAsync(Body);
        return await seen.Task;
    }
}
