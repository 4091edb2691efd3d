using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>A name in the Common Platform Enumeration.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Value">The name, at most 300 characters: <c>cpe:/o:example:product:1</c>.</param>
/// <param name="Description">What it stands for, at most 300 characters.</param>
public sealed record Cpe(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("cpe")] string Value,
    [property: JsonPropertyName("description")] string Description)
    : IAddableResource, IChangeableResource, IRemovableResource
{
    /// <inheritdoc />
    public static string ResourceName => "cpes";
}
