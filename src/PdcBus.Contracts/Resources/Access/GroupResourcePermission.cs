using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>What a group may do with a resource of the API.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Resource">The name of the resource, at most 500 characters: <c>release-components</c>.</param>
/// <param name="Permission">
/// For example <c>create</c>, <c>read</c>, <c>update</c> or <c>delete</c>; at most 100 characters.
/// </param>
/// <param name="Group">The name of the group.</param>
public sealed record GroupResourcePermission(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("resource")] string Resource,
    [property: JsonPropertyName("permission")] string Permission,
    [property: JsonPropertyName("group")] string Group)
    : IAddableResource, IChangeableResource, IRemovableResource
{
    /// <inheritdoc />
    public static string ResourceName => "auth/group-resource-permissions";
}
