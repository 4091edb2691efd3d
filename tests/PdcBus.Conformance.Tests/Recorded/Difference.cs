using System.Text.Json.Nodes;

namespace PdcBus.Conformance.Tests;

/// <summary>A place where a message is another one than the original's.</summary>
/// <param name="Where">The number of the message, and the path in it.</param>
/// <param name="Recorded">What the original has there, as JSON; "nothing" if it has nothing there.</param>
/// <param name="Here">What stands there now, likewise.</param>
internal sealed record Difference(string Where, string Recorded, string Here)
{
    private const string Nothing = "nothing";

    /// <summary>All places where two bodies differ. A list is compared as a whole: its order counts.</summary>
    public static IEnumerable<Difference> Between(JsonNode? recorded, JsonNode? here, string where)
    {
        if (recorded is JsonObject one && here is JsonObject other)
        {
            return one.Select(field => field.Key).Union(other.Select(field => field.Key)).SelectMany(
                name => (one.ContainsKey(name), other.ContainsKey(name)) switch
                {
                    (true, false) => [new($"{where}.{name}", Text(one[name]), Nothing)],
                    (false, true) => [new($"{where}.{name}", Nothing, Text(other[name]))],
                    _ => Between(one[name], other[name], $"{where}.{name}"),
                });
        }

        return JsonNode.DeepEquals(recorded, here) ? [] : [new(where, Text(recorded), Text(here))];
    }

    private static string Text(JsonNode? node) => node?.ToJsonString() ?? "null";
}
