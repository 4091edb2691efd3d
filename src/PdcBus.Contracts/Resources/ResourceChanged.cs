using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>A resource was changed. Topic: its name and <c>.changed</c>, for example <c>labels.changed</c>.</summary>
/// <param name="Url">The absolute URL of the resource after the change, which may have moved it.</param>
/// <param name="OldValue">The whole resource before the change.</param>
/// <param name="NewValue">The whole resource after it.</param>
/// <typeparam name="T">The kind of resource.</typeparam>
public sealed record ResourceChanged<T>(
    [property: JsonPropertyName("url")] string Url,
    [property: JsonPropertyName("old_value")] T OldValue,
    [property: JsonPropertyName("new_value")] T NewValue)
    : IPdcEvent, IPdcNotable
    where T : IChangeableResource
{
    string IPdcEvent.Topic => $"{T.ResourceName}.changed";

    string? IPdcEvent.OrderingKey => $"{T.ResourceName} {Url}";

    PdcNotice IPdcNotable.Notice => new() { Summary = $"Changed in {T.ResourceName}: {Url}", Urls = [Url] };
}
