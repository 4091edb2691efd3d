using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>A word that global components can be tagged with.</summary>
/// <param name="Url">The label's absolute URL.</param>
/// <param name="Name">Its name, unique, at most 100 characters.</param>
/// <param name="Description">What it means, at most 500 characters.</param>
public sealed record Label(
    [property: JsonPropertyName("url")] string Url,
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("description")] string Description)
    : IAddableResource, IChangeableResource, IRemovableResource
{
    /// <inheritdoc />
    public static string ResourceName => "labels";
}
