using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>A component in Bugzilla, with what is below it.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">Its name, at most 100 characters.</param>
/// <param name="ParentComponent">The name of the component above it; null if there is none.</param>
/// <param name="Subcomponents">
/// The paths of all components below it, with slashes, from here on: <c>lib/xml</c>.
/// </param>
public sealed record BugzillaComponent(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("parent_component")] string? ParentComponent,
    [property: JsonPropertyName("subcomponents")] IReadOnlyList<string> Subcomponents)
    : IAddableResource, IChangeableResource, IRemovableResource
{
    /// <inheritdoc />
    public static string ResourceName => "bugzilla-components";
}
