using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>A group of users and what its members may do.</summary>
/// <param name="Url">The group's absolute URL.</param>
/// <param name="Name">Its name, at most 80 characters.</param>
/// <param name="Permissions">What its members may do.</param>
public sealed record AuthGroup(
    [property: JsonPropertyName("url")] string Url,
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("permissions")] IReadOnlyList<AuthPermission> Permissions)
    : IChangeableResource
{
    /// <inheritdoc />
    public static string ResourceName => "auth/groups";
}
