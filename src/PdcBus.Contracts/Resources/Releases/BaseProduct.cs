using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>A product that others are layered on.</summary>
/// <param name="BaseProductId">
/// Its id, at most 200 characters. It follows from the other fields and may change with them.
/// </param>
/// <param name="ShortName">Its short name, at most 200 characters.</param>
/// <param name="Version">The version, at most 200 characters.</param>
/// <param name="Name">Its name, at most 255 characters.</param>
/// <param name="ReleaseType">
/// For example <c>ga</c>, <c>updates</c>, <c>eus</c>, <c>aus</c>, <c>els</c> or <c>fast</c>; an open set.
/// </param>
public sealed record BaseProduct(
    [property: JsonPropertyName("base_product_id")] string BaseProductId,
    [property: JsonPropertyName("short")] string ShortName,
    [property: JsonPropertyName("version")] string Version,
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("release_type")] string ReleaseType)
    : IAddableResource, IChangeableResource
{
    /// <inheritdoc />
    public static string ResourceName => "base-products";
}
