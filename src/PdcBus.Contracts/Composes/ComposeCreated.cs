using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>
/// A compose became known; its content may still be on its way (<see cref="RpmsImported"/>,
/// <see cref="ImagesImported"/>). Topic <c>compose</c>, action <c>create</c>.
/// </summary>
/// <param name="ComposeId">The compose's id, at most 200 characters: <c>TP-1.0-20150310.0</c>.</param>
/// <param name="ComposeDate">The day it was composed.</param>
/// <param name="ComposeType">For example <c>production</c>, <c>nightly</c> or <c>test</c>; an open set.</param>
/// <param name="ComposeRespin">Which compose of that day and type it is, from 0.</param>
public sealed record ComposeCreated(
    string ComposeId,
    [property: JsonPropertyName("compose_date")] DateOnly ComposeDate,
    [property: JsonPropertyName("compose_type")] string ComposeType,
    [property: JsonPropertyName("compose_respin")] int ComposeRespin)
    : ComposeEvent("create", ComposeId);
