using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>A way in which two components can be related.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">Its name, at most 100 characters.</param>
public sealed record ComponentRelationshipType(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("name")] string Name)
    : IAddableResource, IChangeableResource, IRemovableResource
{
    /// <inheritdoc />
    public static string ResourceName => "component-relationship-types";
}
