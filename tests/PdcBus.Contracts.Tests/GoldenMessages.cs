using System.Text.Json.Nodes;

namespace PdcBus.Contracts.Tests;

/// <summary>What the original sent.</summary>
internal static class GoldenMessages
{
    private static readonly (string Topic, string Json)[] Single =
    [
        .. from file in new[] { "messages.jsonl", "more-messages.jsonl" }
           from line in TestFile.Lines(file)
           select Parse(line["topic"]!, line["message"]!),
    ];

    /// <summary>The messages of each recorded request, in order.</summary>
    public static IReadOnlyList<IReadOnlyList<(string Topic, string Json)>> Batches { get; } =
    [
        .. from line in TestFile.Lines("batches.jsonl")
           select (IReadOnlyList<(string, string)>)
               [.. line["messages"]!.AsArray().Select(m => Parse(m![0]!, m[1]!))],
    ];

    /// <summary>All of them. The topics are without the original's leading dot.</summary>
    public static IReadOnlyList<(string Topic, string Json)> All { get; } = [.. Single, .. Batches.SelectMany(b => b)];

    /// <summary>All of them as subscribers read them.</summary>
    public static IReadOnlyList<IPdcEvent> Events { get; } =
        [.. All.Select(m => Wire.Read(m.Topic, m.Json, PdcJsonContext.Default.Options))];

    private static (string Topic, string Json) Parse(JsonNode topic, JsonNode message)
    {
        var text = topic.GetValue<string>();
        Assert.StartsWith(".", text);
        return (text[1..], message.ToJsonString());
    }
}
