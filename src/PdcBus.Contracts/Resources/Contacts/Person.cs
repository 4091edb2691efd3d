using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>A person who can be contacted.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Username">The user name, at most 128 characters.</param>
/// <param name="Email">The address, at most 254 characters.</param>
public sealed record Person(
    long Id,
    [property: JsonPropertyName("username")] string Username,
    string Email)
    : Contact(Id, Email), IAddableResource, IChangeableResource, IRemovableResource
{
    /// <inheritdoc />
    public static string ResourceName => "contacts/people";
}
