using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>A <see cref="ReleaseComponent"/> in a <see cref="ComponentGroup"/>.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">Its name.</param>
public sealed record ComponentGroupMember(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("name")] string Name);
