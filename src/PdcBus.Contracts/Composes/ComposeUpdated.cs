using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>A compose was changed. Topic <c>compose</c>, action <c>update</c>.</summary>
/// <param name="ComposeId">The compose's id, at most 200 characters.</param>
/// <param name="From">The whole compose before the change.</param>
/// <param name="To">The whole compose after it.</param>
public sealed record ComposeUpdated(
    string ComposeId,
    [property: JsonPropertyName("from")] ComposeRepresentation From,
    [property: JsonPropertyName("to")] ComposeRepresentation To)
    : ComposeEvent("update", ComposeId);
