using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>A release of a product.</summary>
/// <param name="ReleaseId">
/// Its id, at most 200 characters: <c>release-1.0</c>. It follows from the other fields and may change with them.
/// </param>
/// <param name="ShortName">Its short name, at most 200 characters.</param>
/// <param name="Version">The version, at most 200 characters.</param>
/// <param name="Name">Its name, at most 255 characters.</param>
/// <param name="BaseProduct">The id of the product that it is layered on; null if there is none.</param>
/// <param name="Active">Whether it is being worked on.</param>
/// <param name="ProductVersion">The id of the product version that it belongs to; null if there is none.</param>
/// <param name="ReleaseType">
/// For example <c>ga</c>, <c>updates</c>, <c>eus</c>, <c>aus</c>, <c>els</c> or <c>fast</c>; an open set.
/// </param>
/// <param name="ComposeSet">The ids of its composes, the oldest first.</param>
/// <param name="IntegratedWith">The id of the release that it is part of; null if there is none.</param>
/// <param name="Sigkey">The id of the key that its packages are signed with; null if there is none.</param>
/// <param name="AllowBuildrootPush">Whether its buildroot may be pushed.</param>
/// <param name="AllowedDebuginfoServices">The names of the services that may have its debug information.</param>
/// <param name="AllowedPushTargets">The names of the targets that its content may be pushed to.</param>
/// <param name="Bugzilla">Where its bugs are kept; null if that is not known.</param>
/// <param name="DistGit">Where its sources are kept; null if that is not known.</param>
public sealed record Release(
    [property: JsonPropertyName("release_id")] string ReleaseId,
    [property: JsonPropertyName("short")] string ShortName,
    [property: JsonPropertyName("version")] string Version,
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("base_product")] string? BaseProduct,
    [property: JsonPropertyName("active")] bool Active,
    [property: JsonPropertyName("product_version")] string? ProductVersion,
    [property: JsonPropertyName("release_type")] string ReleaseType,
    [property: JsonPropertyName("compose_set")] IReadOnlyList<string> ComposeSet,
    [property: JsonPropertyName("integrated_with")] string? IntegratedWith,
    [property: JsonPropertyName("sigkey")] string? Sigkey,
    [property: JsonPropertyName("allow_buildroot_push")] bool AllowBuildrootPush,
    [property: JsonPropertyName("allowed_debuginfo_services")] IReadOnlyList<string> AllowedDebuginfoServices,
    [property: JsonPropertyName("allowed_push_targets")] IReadOnlyList<string> AllowedPushTargets,
    [property: JsonPropertyName("bugzilla")] ReleaseBugzilla? Bugzilla,
    [property: JsonPropertyName("dist_git")] ReleaseDistGit? DistGit)
    : IAddableResource, IChangeableResource
{
    /// <inheritdoc />
    public static string ResourceName => "releases";
}
