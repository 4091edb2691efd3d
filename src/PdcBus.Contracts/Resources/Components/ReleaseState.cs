using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>The release of a <see cref="ReleaseComponent"/>.</summary>
/// <param name="ReleaseId">Its id.</param>
/// <param name="Active">Whether it is being worked on.</param>
public sealed record ReleaseState(
    [property: JsonPropertyName("release_id")] string ReleaseId,
    [property: JsonPropertyName("active")] bool Active);
