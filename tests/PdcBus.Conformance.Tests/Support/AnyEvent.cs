using System.Text.Json;
using System.Text.Json.Serialization;

namespace PdcBus.Conformance.Tests;

/// <summary>An event whose fields nobody has declared.</summary>
internal sealed record AnyEvent(string Topic) : IPdcEvent
{
    [JsonExtensionData]
    public Dictionary<string, JsonElement> Fields { get; init; } = [];
}
