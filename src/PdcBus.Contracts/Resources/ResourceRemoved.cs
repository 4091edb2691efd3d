using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>A resource was deleted. Topic: its name and <c>.removed</c>, for example <c>labels.removed</c>.</summary>
/// <param name="OldUrl">
/// The absolute URL that the resource had. It is not in the message (there <c>url</c> is null), so it is null for
/// those who read one; it keeps the order after what was said about the resource before.
/// </param>
/// <param name="OldValue">The whole resource as it was last.</param>
/// <typeparam name="T">The kind of resource.</typeparam>
public sealed record ResourceRemoved<T>(
    [property: JsonIgnore] string? OldUrl,
    [property: JsonPropertyName("old_value")] T OldValue)
    : IPdcEvent, IPdcNotable
    where T : IRemovableResource
{
    /// <summary>Always null, and written so: the URL leads nowhere any more.</summary>
    [JsonPropertyName("url")]
    [JsonPropertyOrder(-1)]
    public string? Url => null;

    string IPdcEvent.Topic => $"{T.ResourceName}.removed";

    string? IPdcEvent.OrderingKey => OldUrl is null ? null : $"{T.ResourceName} {OldUrl}";

    PdcNotice IPdcNotable.Notice => new()
    {
        Summary = OldUrl is null ? $"Removed from {T.ResourceName}" : $"Removed from {T.ResourceName}: {OldUrl}",
    };
}
