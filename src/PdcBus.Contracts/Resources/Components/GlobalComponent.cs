using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>A component, over all releases.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">Its name, at most 200 characters.</param>
/// <param name="DistGitPath">
/// The path of its sources, at most 200 characters; null if it follows from the name.
/// </param>
/// <param name="DistGitWebUrl">The URL at which its sources are shown.</param>
/// <param name="Labels">The words that it is tagged with.</param>
/// <param name="Upstream">Where it comes from; null if that is not known.</param>
public sealed record GlobalComponent(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("dist_git_path")] string? DistGitPath,
    [property: JsonPropertyName("dist_git_web_url")] string DistGitWebUrl,
    [property: JsonPropertyName("labels")] IReadOnlyList<Label> Labels,
    [property: JsonPropertyName("upstream")] Upstream? Upstream)
    : IAddableResource, IChangeableResource, IRemovableResource
{
    /// <inheritdoc />
    public static string ResourceName => "global-components";
}
