using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>The name of a variant in the Common Platform Enumeration.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Release">The id of the release, at most 200 characters.</param>
/// <param name="VariantUid">The uid of the variant, at most 200 characters.</param>
/// <param name="Cpe">The name.</param>
public sealed record VariantCpe(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("release")] string Release,
    [property: JsonPropertyName("variant_uid")] string VariantUid,
    [property: JsonPropertyName("cpe")] string Cpe)
    : IAddableResource, IChangeableResource, IRemovableResource
{
    /// <inheritdoc />
    public static string ResourceName => "variant-cpes";
}
