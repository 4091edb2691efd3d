using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>A branch of a component and how long it is cared for.</summary>
/// <param name="Id">Its number.</param>
/// <param name="GlobalComponent">The name of the <see cref="GlobalComponent"/>.</param>
/// <param name="Name">Its name, at most 300 characters.</param>
/// <param name="Slas">What care it gets.</param>
/// <param name="Type">For example <c>rpm</c> or <c>container</c>; an open set.</param>
/// <param name="Active">Whether it still gets some care.</param>
/// <param name="CriticalPath">Whether the system does not work without it.</param>
public sealed record ComponentBranch(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("global_component")] string GlobalComponent,
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("slas")] IReadOnlyList<BranchSla> Slas,
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("active")] bool Active,
    [property: JsonPropertyName("critical_path")] bool CriticalPath)
    : IAddableResource, IChangeableResource, IRemovableResource
{
    /// <inheritdoc />
    public static string ResourceName => "component-branches";
}
