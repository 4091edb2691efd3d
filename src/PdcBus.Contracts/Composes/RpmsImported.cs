using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>The RPMs of a compose were imported. Topic <c>rpms</c>, action <c>import</c>.</summary>
/// <param name="Count">
/// How many RPMs the manifest lists, source RPMs included; one that stands in two variants or architectures counts
/// twice.
/// </param>
/// <param name="ComposeId">The compose's id, at most 200 characters: <c>TP-1.0-20150310.0</c>.</param>
/// <param name="ComposeDate">The day it was composed.</param>
/// <param name="ComposeType">For example <c>production</c>, <c>nightly</c> or <c>test</c>; an open set.</param>
/// <param name="ComposeRespin">Which compose of that day and type it is, from 0.</param>
public sealed record RpmsImported(
    [property: JsonPropertyName("count")] int Count,
    [property: JsonPropertyName("compose_id")] string ComposeId,
    [property: JsonPropertyName("compose_date")] DateOnly ComposeDate,
    [property: JsonPropertyName("compose_type")] string ComposeType,
    [property: JsonPropertyName("compose_respin")] int ComposeRespin)
    : IPdcEvent, IPdcNotable
{
    /// <summary>Always <c>import</c>.</summary>
    [JsonPropertyName("action")]
    [JsonPropertyOrder(-2)]
    public string Action { get; } = "import";

    /// <summary>Always <c>rpms</c>.</summary>
    [JsonPropertyName("attribute")]
    [JsonPropertyOrder(-1)]
    public string Attribute { get; } = "rpms";

    string IPdcEvent.Topic => "rpms";

    string? IPdcEvent.OrderingKey => ComposeId;

    PdcNotice IPdcNotable.Notice => new() { Summary = $"{Count} RPMs were imported into compose {ComposeId}" };
}
