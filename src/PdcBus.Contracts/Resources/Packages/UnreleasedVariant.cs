using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>A variant that belongs to no release yet.</summary>
/// <remarks>
/// The same things as <see cref="Module"/>, under older names: the URL of the request decides the topic.
/// </remarks>
/// <param name="VariantId">Its id, at most 100 characters.</param>
/// <param name="VariantUid">What tells it from all others, at most 610 characters.</param>
/// <param name="VariantName">Its name, at most 300 characters.</param>
/// <param name="VariantType">For example <c>module</c>; an open set; at most 100 characters.</param>
/// <param name="VariantVersion">Its version, at most 100 characters.</param>
/// <param name="VariantRelease">Its release, at most 100 characters.</param>
/// <param name="VariantContext">The context of the build, at most 100 characters.</param>
/// <param name="KojiTag">The tag of its packages in Koji, at most 300 characters.</param>
/// <param name="Modulemd">Its description in the modulemd format.</param>
/// <param name="RuntimeDeps">The modules that it needs to run.</param>
/// <param name="BuildDeps">The modules that it needs to be built.</param>
/// <param name="Active">Whether it is in use.</param>
/// <param name="Rpms">The file names of its RPMs, with epoch: <c>bash-0:1.2.3-4.b1.x86_64.rpm</c>.</param>
public sealed record UnreleasedVariant(
    [property: JsonPropertyName("variant_id")] string VariantId,
    [property: JsonPropertyName("variant_uid")] string VariantUid,
    [property: JsonPropertyName("variant_name")] string VariantName,
    [property: JsonPropertyName("variant_type")] string VariantType,
    [property: JsonPropertyName("variant_version")] string VariantVersion,
    [property: JsonPropertyName("variant_release")] string VariantRelease,
    [property: JsonPropertyName("variant_context")] string VariantContext,
    [property: JsonPropertyName("koji_tag")] string KojiTag,
    [property: JsonPropertyName("modulemd")] string Modulemd,
    [property: JsonPropertyName("runtime_deps")] IReadOnlyList<ModuleDependency> RuntimeDeps,
    [property: JsonPropertyName("build_deps")] IReadOnlyList<ModuleDependency> BuildDeps,
    [property: JsonPropertyName("active")] bool Active,
    [property: JsonPropertyName("rpms")] IReadOnlyList<string> Rpms)
    : IAddableResource, IChangeableResource, IRemovableResource
{
    /// <inheritdoc />
    public static string ResourceName => "unreleasedvariants";
}
