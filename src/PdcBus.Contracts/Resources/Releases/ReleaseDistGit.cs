using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>Where the sources of a <see cref="Release"/> are kept.</summary>
/// <param name="Branch">The name of the branch.</param>
public sealed record ReleaseDistGit(
    [property: JsonPropertyName("branch")] string Branch);
