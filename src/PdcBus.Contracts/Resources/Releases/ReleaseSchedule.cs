using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>The day until which a release gets a kind of care.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Release">The id of the release.</param>
/// <param name="Sla">The name of the <see cref="ComponentSlaType"/>.</param>
/// <param name="Date">The day.</param>
/// <param name="Active">Whether that day is still to come.</param>
/// <param name="ReleaseUrl">The absolute URL of the release.</param>
/// <param name="SlaUrl">The absolute URL of the <see cref="ComponentSlaType"/>.</param>
public sealed record ReleaseSchedule(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("release")] string Release,
    [property: JsonPropertyName("sla")] string Sla,
    [property: JsonPropertyName("date")] DateOnly Date,
    [property: JsonPropertyName("active")] bool Active,
    [property: JsonPropertyName("release_url")] string ReleaseUrl,
    [property: JsonPropertyName("sla_url")] string SlaUrl)
    : IAddableResource, IChangeableResource, IRemovableResource
{
    /// <inheritdoc />
    public static string ResourceName => "release-schedules";
}
