using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>What somebody can be to a component.</summary>
/// <param name="Name">Its name, at most 128 characters.</param>
/// <param name="CountLimit">How many contacts of a component may have it.</param>
public sealed record ContactRole(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("count_limit")] ContactLimit CountLimit)
    : IAddableResource, IChangeableResource, IRemovableResource
{
    /// <inheritdoc />
    public static string ResourceName => "contact-roles";
}
