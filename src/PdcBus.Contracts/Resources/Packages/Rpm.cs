using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>An RPM package.</summary>
/// <remarks>
/// Its topics are <c>rpms.added</c> and <c>rpms.changed</c>; the topic <c>rpms</c> itself is
/// <see cref="RpmsImported"/>.
/// </remarks>
/// <param name="Id">Its number.</param>
/// <param name="Name">Its name, at most 200 characters.</param>
/// <param name="Version">Its version, at most 200 characters.</param>
/// <param name="Epoch">Its epoch, from 0.</param>
/// <param name="Release">Its release, at most 200 characters.</param>
/// <param name="Arch">Its architecture, at most 200 characters; <c>src</c> for a source package.</param>
/// <param name="SrpmName">The name of the source package, at most 200 characters.</param>
/// <param name="SrpmNevra">
/// Name, epoch, version, release and architecture of the source package, at most 200 characters; null for a source
/// package.
/// </param>
/// <param name="Filename">The name of the file, at most 4096 characters.</param>
/// <param name="LinkedReleases">The ids of releases that it belongs to without a compose.</param>
/// <param name="LinkedComposes">The ids of the composes that hold it.</param>
/// <param name="Dependencies">What it needs and offers.</param>
/// <param name="BuiltForRelease">The id of the release that it was built for; null if that is not known.</param>
/// <param name="SrpmCommitHash">
/// The commit that it was built from, at most 200 characters; null if that is not known.
/// </param>
/// <param name="SrpmCommitBranch">
/// The branch of that commit, at most 200 characters; null if that is not known.
/// </param>
public sealed record Rpm(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("version")] string Version,
    [property: JsonPropertyName("epoch")] long Epoch,
    [property: JsonPropertyName("release")] string Release,
    [property: JsonPropertyName("arch")] string Arch,
    [property: JsonPropertyName("srpm_name")] string SrpmName,
    [property: JsonPropertyName("srpm_nevra")] string? SrpmNevra,
    [property: JsonPropertyName("filename")] string Filename,
    [property: JsonPropertyName("linked_releases")] IReadOnlyList<string> LinkedReleases,
    [property: JsonPropertyName("linked_composes")] IReadOnlyList<string> LinkedComposes,
    [property: JsonPropertyName("dependencies")] RpmDependencies Dependencies,
    [property: JsonPropertyName("built_for_release")] string? BuiltForRelease,
    [property: JsonPropertyName("srpm_commit_hash")] string? SrpmCommitHash,
    [property: JsonPropertyName("srpm_commit_branch")] string? SrpmCommitBranch)
    : IAddableResource, IChangeableResource
{
    /// <inheritdoc />
    public static string ResourceName => "rpms";
}
