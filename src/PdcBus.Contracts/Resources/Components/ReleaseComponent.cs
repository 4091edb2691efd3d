using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>A component of one release.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Release">The release.</param>
/// <param name="BugzillaComponent">Where its bugs are kept; null if that is not known.</param>
/// <param name="BrewPackage">
/// The name of the package in Brew, at most 100 characters; null if that is not known.
/// </param>
/// <param name="GlobalComponent">The name of the <see cref="GlobalComponent"/>.</param>
/// <param name="Name">Its name, at most 200 characters.</param>
/// <param name="DistGitBranch">
/// The branch of its sources, its own or that of the release; null if neither is known.
/// </param>
/// <param name="DistGitWebUrl">The URL at which its sources are shown.</param>
/// <param name="Active">Whether it is in use.</param>
/// <param name="Type">For example <c>rpm</c> or <c>container</c>; an open set.</param>
/// <param name="Srpm">The source package; null if that is not known.</param>
public sealed record ReleaseComponent(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("release")] ReleaseState Release,
    [property: JsonPropertyName("bugzilla_component")] BugzillaComponent? BugzillaComponent,
    [property: JsonPropertyName("brew_package")] string? BrewPackage,
    [property: JsonPropertyName("global_component")] string GlobalComponent,
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("dist_git_branch")] string? DistGitBranch,
    [property: JsonPropertyName("dist_git_web_url")] string DistGitWebUrl,
    [property: JsonPropertyName("active")] bool Active,
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("srpm")] SourceRpm? Srpm)
    : IAddableResource, IChangeableResource, IRemovableResource
{
    /// <inheritdoc />
    public static string ResourceName => "release-components";
}
