using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>The source package of a <see cref="ReleaseComponent"/>.</summary>
/// <param name="Name">Its name.</param>
public sealed record SourceRpm(
    [property: JsonPropertyName("name")] string Name);
