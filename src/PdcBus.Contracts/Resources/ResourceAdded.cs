using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>A resource was created. Topic: its name and <c>.added</c>, for example <c>labels.added</c>.</summary>
/// <param name="Url">The absolute URL of the new resource.</param>
/// <param name="NewValue">The whole resource.</param>
/// <typeparam name="T">The kind of resource.</typeparam>
public sealed record ResourceAdded<T>(
    [property: JsonPropertyName("url")] string Url,
    [property: JsonPropertyName("new_value")] T NewValue)
    : IPdcEvent, IPdcNotable
    where T : IAddableResource
{
    string IPdcEvent.Topic => $"{T.ResourceName}.added";

    string? IPdcEvent.OrderingKey => $"{T.ResourceName} {Url}";

    PdcNotice IPdcNotable.Notice => new() { Summary = $"Added to {T.ResourceName}: {Url}", Urls = [Url] };
}
