using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>A key that packages are signed with.</summary>
/// <param name="Name">Its name, at most 50 characters; null if it has none.</param>
/// <param name="KeyId">Its id, at most 20 characters: <c>1234adbf</c>.</param>
/// <param name="Description">What it is for, at most 100 characters.</param>
public sealed record Sigkey(
    [property: JsonPropertyName("name")] string? Name,
    [property: JsonPropertyName("key_id")] string KeyId,
    [property: JsonPropertyName("description")] string Description)
    : IAddableResource, IChangeableResource
{
    /// <inheritdoc />
    public static string ResourceName => "sigkeys";
}
