using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>A repository that content is delivered in.</summary>
/// <param name="Id">Its number.</param>
/// <param name="ReleaseId">The id of its release, at most 200 characters.</param>
/// <param name="VariantUid">The uid of its variant, at most 200 characters.</param>
/// <param name="Arch">The architecture, at most 50 characters.</param>
/// <param name="Service">For example <c>rhn</c>, <c>pulp</c> or <c>ftp</c>; an open set.</param>
/// <param name="RepoFamily">For example <c>dist</c>, <c>beta</c> or <c>htb</c>; an open set.</param>
/// <param name="ContentFormat">
/// For example <c>rpm</c>, <c>iso</c>, <c>kickstart</c>, <c>comps</c>, <c>docker</c> or <c>dud</c>; an open set.
/// </param>
/// <param name="ContentCategory">For example <c>binary</c>, <c>debug</c> or <c>source</c>; an open set.</param>
/// <param name="Name">Its name, at most 2000 characters.</param>
/// <param name="Shadow">Whether it is hidden from the public.</param>
/// <param name="ProductId">The number of the product in the service; null if there is none.</param>
public sealed record ContentDeliveryRepo(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("release_id")] string ReleaseId,
    [property: JsonPropertyName("variant_uid")] string VariantUid,
    [property: JsonPropertyName("arch")] string Arch,
    [property: JsonPropertyName("service")] string Service,
    [property: JsonPropertyName("repo_family")] string RepoFamily,
    [property: JsonPropertyName("content_format")] string ContentFormat,
    [property: JsonPropertyName("content_category")] string ContentCategory,
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("shadow")] bool Shadow,
    [property: JsonPropertyName("product_id")] long? ProductId)
    : IAddableResource, IChangeableResource, IRemovableResource
{
    /// <inheritdoc />
    public static string ResourceName => "content-delivery-repos";
}
