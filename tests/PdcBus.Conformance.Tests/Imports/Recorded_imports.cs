using System.Net;
using System.Text.Json.Nodes;

namespace PdcBus.Conformance.Tests;

/// <summary>The messages of the original for the same requests, but for numbers and times.</summary>
public sealed class Recorded_imports : SampleTest
{
    [Theory]
    [InlineData(FullImport)]
    [InlineData(ComposeRpms)]
    [InlineData(ComposeImages)]
    public async Task Are_sent_in_the_same_words(string path)
    {
        var recorded = Golden.Node("recorded-imports.json").AsArray()
            .Single(batch => (string?)batch!["path"] == path && (bool)batch["published"]!)!;

        using var response = await Pdc.PostAsync(path, path switch
        {
            FullImport => Manifests.FullImport(),
            ComposeRpms => Manifests.Rpms(),
            _ => Manifests.Images(),
        });

        Assert.Equal((HttpStatusCode)(int)recorded["status"]!, response.StatusCode);
        Assert.Equal(
            recorded["messages"]!.AsArray().Select(message => Words((string)message![0]!, message[1]!)),
            (await Pdc.MessagesAsync()).Select(
                message => Words($".{message.Topic}", JsonNode.Parse(message.Body.GetRawText())!)));
    }

    // Field order means nothing in JSON, and numbers and times differ from run to run.
    private static string Words(string topic, JsonNode message) => topic + " " + string.Join(
        ", ",
        message.AsObject()
            .OrderBy(field => field.Key, StringComparer.Ordinal)
            .Select(field => field.Key is "changeset_id" or "committed_on"
                ? $"{field.Key}: {field.Value!.GetValueKind()}"
                : $"{field.Key}: {field.Value?.ToJsonString() ?? "null"}"));
}
