using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>Where a <see cref="GlobalComponent"/> comes from.</summary>
/// <param name="Homepage">The URL of its home page.</param>
/// <param name="ScmType">How its sources are kept: <c>git</c>.</param>
/// <param name="ScmUrl">Where its sources are kept.</param>
public sealed record Upstream(
    [property: JsonPropertyName("homepage")] string Homepage,
    [property: JsonPropertyName("scm_type")] string ScmType,
    [property: JsonPropertyName("scm_url")] string ScmUrl);
