using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>A <see cref="ReleaseComponent"/>, named.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">Its name.</param>
/// <param name="Release">The id of its release.</param>
public sealed record ReleaseComponentReference(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("release")] string Release);
