using System.Text.Json;
using System.Text.Json.Nodes;

namespace PdcBus.Conformance.Tests;

/// <summary>Recorded input and output.</summary>
internal static class Golden
{
    public static string Text(string name) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", name));

    public static JsonElement Element(string name) => JsonSerializer.Deserialize<JsonElement>(Text(name));

    public static JsonNode Node(string name) => JsonNode.Parse(Text(name))!;
}
