using System.Globalization;

namespace PdcBus;

/// <summary>An event on its way out. Immutable: every messenger and every retry sends the same bytes.</summary>
public sealed class PdcMessage
{
    /// <summary>The media type of every body.</summary>
    public const string ContentType = "application/json";

    /// <summary>The id under which the message is known everywhere: a UUIDv7, the same over all retries.</summary>
    public required Guid Id { get; init; }

    /// <summary>The topic with <c>PdcBus:TopicPrefix</c> before it, without a leading dot.</summary>
    public required string Topic { get; init; }

    /// <summary>The flat JSON object, as UTF-8 without a byte order mark.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>
    /// What protocols with headers carry beside the body: see <see cref="PdcHeaders"/>. A value is never null;
    /// an absent field has no entry.
    /// </summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>Messages with equal keys keep their order; null: none is owed.</summary>
    public string? OrderingKey { get; init; }

    /// <summary>When the message was made, in UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The W3C <c>traceparent</c> of the request that added the event; null if it was not traced.</summary>
    public string? TraceParent { get; init; }

    /// <summary>The W3C <c>tracestate</c> that goes with <see cref="TraceParent"/>.</summary>
    public string? TraceState { get; init; }

    /// <summary>
    /// What people are told of the event; null if it does not say. Outboxes store it as JSON, with
    /// <see cref="PdcJsonContext"/>.
    /// </summary>
    public PdcNotice? Notice { get; init; }

    /// <summary>The same message on its way again, after it was parked: the header <c>pdc-replay</c> counts.</summary>
    public PdcMessage AsReplay()
    {
        var replays = Headers.TryGetValue(PdcHeaders.Replay, out var count)
            ? int.Parse(count, CultureInfo.InvariantCulture) + 1
            : 1;
        return new PdcMessage
        {
            Id = Id,
            Topic = Topic,
            Body = Body,
            Headers = new Dictionary<string, string>(Headers, StringComparer.Ordinal)
            {
                [PdcHeaders.Replay] = replays.ToString(CultureInfo.InvariantCulture),
            },
            OrderingKey = OrderingKey,
            CreatedAt = CreatedAt,
            TraceParent = TraceParent,
            TraceState = TraceState,
            Notice = Notice,
        };
    }

    /// <summary>The topic and the id: what a log line may say of a message. Never the payload.</summary>
    public override string ToString() => $"{Topic} {Id}";
}
