using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>A variant of a release.</summary>
/// <param name="Release">The id of the release.</param>
/// <param name="Id">Its id within the parent variant, at most 100 characters.</param>
/// <param name="Uid">Its id within the release, at most 200 characters.</param>
/// <param name="Name">Its name, at most 300 characters.</param>
/// <param name="Type">
/// For example <c>variant</c>, <c>optional</c>, <c>addon</c>, <c>layered-product</c> or <c>module</c>; an open set.
/// </param>
/// <param name="Arches">The architectures that it is made for.</param>
/// <param name="VariantVersion">Its own version, at most 100 characters; null if it has none.</param>
/// <param name="VariantRelease">Its own release, at most 100 characters; null if it has none.</param>
/// <param name="AllowedPushTargets">The names of the targets that its content may be pushed to.</param>
public sealed record ReleaseVariant(
    [property: JsonPropertyName("release")] string Release,
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("uid")] string Uid,
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("arches")] IReadOnlyList<string> Arches,
    [property: JsonPropertyName("variant_version")] string? VariantVersion,
    [property: JsonPropertyName("variant_release")] string? VariantRelease,
    [property: JsonPropertyName("allowed_push_targets")] IReadOnlyList<string> AllowedPushTargets)
    : IAddableResource, IChangeableResource, IRemovableResource
{
    /// <inheritdoc />
    public static string ResourceName => "release-variants";
}
