using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>Components of a release that belong together.</summary>
/// <param name="Id">Its number.</param>
/// <param name="GroupType">The name of the <see cref="ComponentGroupType"/>.</param>
/// <param name="Description">What they have in common, at most 200 characters.</param>
/// <param name="Release">The id of the release.</param>
/// <param name="Components">The components.</param>
public sealed record ComponentGroup(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("group_type")] string GroupType,
    [property: JsonPropertyName("description")] string Description,
    [property: JsonPropertyName("release")] string Release,
    [property: JsonPropertyName("components")] IReadOnlyList<ComponentGroupMember> Components)
    : IAddableResource, IChangeableResource, IRemovableResource
{
    /// <inheritdoc />
    public static string ResourceName => "component-groups";
}
