using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>Where the tree of a compose, a variant and an architecture lies.</summary>
/// <param name="Compose">The compose's id.</param>
/// <param name="Variant">The uid of the variant.</param>
/// <param name="Arch">The architecture: <c>x86_64</c>.</param>
/// <param name="Location">The short name of the place: <c>NAY</c>.</param>
/// <param name="Scheme">How it is reached: <c>http</c>, <c>nfs</c>.</param>
/// <param name="Url">Its URL, at most 255 characters.</param>
/// <param name="SyncedContent">
/// The categories of content that it has, for example <c>binary</c>, <c>debug</c> or <c>source</c>; an open set.
/// </param>
public sealed record ComposeTreeLocation(
    [property: JsonPropertyName("compose")] string Compose,
    [property: JsonPropertyName("variant")] string Variant,
    [property: JsonPropertyName("arch")] string Arch,
    [property: JsonPropertyName("location")] string Location,
    [property: JsonPropertyName("scheme")] string Scheme,
    [property: JsonPropertyName("url")] string Url,
    [property: JsonPropertyName("synced_content")] IReadOnlyList<string> SyncedContent)
    : IAddableResource, IChangeableResource, IRemovableResource
{
    /// <inheritdoc />
    public static string ResourceName => "compose-tree-locations";
}
