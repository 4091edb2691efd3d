using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>How two components are related.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Type">The name of the <see cref="ComponentRelationshipType"/>: <c>bundles</c>.</param>
/// <param name="FromComponent">The first component.</param>
/// <param name="ToComponent">The second component.</param>
public sealed record ReleaseComponentRelationship(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("from_component")] ReleaseComponentReference FromComponent,
    [property: JsonPropertyName("to_component")] ReleaseComponentReference ToComponent)
    : IAddableResource, IChangeableResource, IRemovableResource
{
    /// <inheritdoc />
    public static string ResourceName => "release-component-relationships";
}
