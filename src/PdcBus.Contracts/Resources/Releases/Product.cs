using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>A product, over all its versions.</summary>
/// <param name="Name">Its name, at most 200 characters.</param>
/// <param name="ShortName">Its short name, at most 200 characters.</param>
/// <param name="Active">Whether one of its versions is active.</param>
/// <param name="ProductVersions">The ids of its versions.</param>
/// <param name="AllowedPushTargets">The names of the targets that its content may be pushed to.</param>
public sealed record Product(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("short")] string ShortName,
    [property: JsonPropertyName("active")] bool Active,
    [property: JsonPropertyName("product_versions")] IReadOnlyList<string> ProductVersions,
    [property: JsonPropertyName("allowed_push_targets")] IReadOnlyList<string> AllowedPushTargets)
    : IAddableResource, IChangeableResource
{
    /// <inheritdoc />
    public static string ResourceName => "products";
}
