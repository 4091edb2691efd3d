using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>A kind of <see cref="ComponentGroup"/>.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">Its name, at most 100 characters.</param>
/// <param name="Description">What it is for, at most 200 characters; null if nobody has said.</param>
public sealed record ComponentGroupType(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("description")] string? Description)
    : IAddableResource, IChangeableResource, IRemovableResource
{
    /// <inheritdoc />
    public static string ResourceName => "component-group-types";
}
