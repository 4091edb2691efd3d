using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>A module that another one needs.</summary>
/// <param name="Dependency">Its name.</param>
/// <param name="Stream">Which stream of it.</param>
public sealed record ModuleDependency(
    [property: JsonPropertyName("dependency")] string Dependency,
    [property: JsonPropertyName("stream")] string Stream);
