using System.Text.Json.Nodes;

namespace PdcBus.Contracts.Tests;

internal static class GoldenMessages
{
    public static IReadOnlyList<string> Lines { get; } =
        TestFile.Read("messages.jsonl").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>All of them as subscribers read them.</summary>
    public static IReadOnlyList<IPdcEvent> Events { get; } =
    [
        .. from line in Lines
           let recorded = Parse(line)
           select Wire.Read(recorded.Topic, recorded.Message.ToJsonString(), PdcJsonContext.Default.Options),
    ];

    public static (string Topic, JsonObject Message) Parse(string line)
    {
        var recorded = JsonNode.Parse(line)!;
        var topic = recorded["topic"]!.GetValue<string>();
        Assert.StartsWith(".", topic);
        return (topic[1..], recorded["message"]!.AsObject());
    }
}
