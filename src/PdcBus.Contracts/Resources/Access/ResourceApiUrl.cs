using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>Where the description of a resource of the API is found.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Resource">The name of the resource, at most 500 characters.</param>
/// <param name="Url">The URL of its description, at most 255 characters.</param>
public sealed record ResourceApiUrl(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("resource")] string Resource,
    [property: JsonPropertyName("url")] string Url)
    : IAddableResource, IChangeableResource, IRemovableResource
{
    /// <inheritdoc />
    public static string ResourceName => "auth/resource-api-urls";
}
