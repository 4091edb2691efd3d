using System.Text.Json;
using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>
/// What happened to a compose: <see cref="ComposeCreated"/>, <see cref="ComposeUpdated"/> or
/// <see cref="ComposeDeleted"/>. The three share the topic <c>compose</c> and differ in <c>action</c>.
/// </summary>
/// <remarks>Read the topic as this type: each message becomes the record that its action names.</remarks>
[JsonConverter(typeof(ComposeEventConverter))]
public abstract record ComposeEvent : IPdcEvent, IPdcNotable
{
    private readonly string _action;

    private protected ComposeEvent(string action, string composeId)
    {
        _action = action;
        ComposeId = composeId;
    }

    /// <summary><c>create</c>, <c>update</c> or <c>delete</c>: fixed by the type.</summary>
    /// <exception cref="JsonException">The message that is read has another action than its type.</exception>
    [JsonPropertyName("action")]
    [JsonPropertyOrder(-2)]
    public string Action
    {
        get => _action;
        // Without this a deleted compose, read as a created one, would look like a compose of 0001-01-01.
        init
        {
            if (value is null || value == _action) return;
            throw new JsonException(
                $"The action of this message is not '{_action}', so it is no {GetType().Name}. " +
                $"Read the topic compose as {nameof(ComposeEvent)}.");
        }
    }

    /// <summary>The compose's id, at most 200 characters: <c>TP-1.0-20150310.0</c>.</summary>
    [JsonPropertyName("compose_id")]
    [JsonPropertyOrder(-1)]
    public string ComposeId { get; init; }

    string IPdcEvent.Topic => "compose";

    string? IPdcEvent.OrderingKey => ComposeId;

    PdcNotice IPdcNotable.Notice => new() { Summary = $"Compose {ComposeId} was {_action}d" };
}
