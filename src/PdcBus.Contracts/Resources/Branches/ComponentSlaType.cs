using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>A kind of care: <c>security_fixes</c>, <c>bug_fixes</c>.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">Its name, at most 300 characters.</param>
/// <param name="Description">What it promises.</param>
public sealed record ComponentSlaType(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("description")] string Description)
    : IAddableResource, IChangeableResource, IRemovableResource
{
    /// <inheritdoc />
    public static string ResourceName => "component-sla-types";
}
