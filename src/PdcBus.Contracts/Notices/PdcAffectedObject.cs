using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>Something that an event is about and that people follow.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its name: a user name, the name of a source package.</param>
public readonly record struct PdcAffectedObject(
    [property: JsonPropertyName("kind")] PdcObjectKind Kind,
    [property: JsonPropertyName("name")] string Name);
