using System.Text.Json.Serialization;

namespace PdcBus.Sample;

/// <summary>What an import did. What it was not asked for is absent.</summary>
internal sealed record ImportResult
{
    [JsonPropertyName("compose")]
    public required string Compose { get; init; }

    [JsonPropertyName("imported rpms")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? ImportedRpms { get; init; }

    [JsonPropertyName("imported images")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? ImportedImages { get; init; }

    [JsonPropertyName("set_locations")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? SetLocations { get; init; }
}
