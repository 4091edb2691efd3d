using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>A version of a product, over all its releases.</summary>
/// <param name="Name">Its name, at most 200 characters.</param>
/// <param name="ShortName">Its short name, at most 200 characters.</param>
/// <param name="Version">The version, at most 200 characters.</param>
/// <param name="Active">Whether one of its releases is active.</param>
/// <param name="ProductVersionId">Its id, at most 200 characters: short name and version.</param>
/// <param name="Product">The short name of the product.</param>
/// <param name="Releases">The ids of its releases.</param>
/// <param name="AllowedPushTargets">The names of the targets that its content may be pushed to.</param>
public sealed record ProductVersion(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("short")] string ShortName,
    [property: JsonPropertyName("version")] string Version,
    [property: JsonPropertyName("active")] bool Active,
    [property: JsonPropertyName("product_version_id")] string ProductVersionId,
    [property: JsonPropertyName("product")] string Product,
    [property: JsonPropertyName("releases")] IReadOnlyList<string> Releases,
    [property: JsonPropertyName("allowed_push_targets")] IReadOnlyList<string> AllowedPushTargets)
    : IAddableResource, IChangeableResource
{
    /// <inheritdoc />
    public static string ResourceName => "product-versions";
}
