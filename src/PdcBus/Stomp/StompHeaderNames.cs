using System.Buffers;
using System.Collections.Frozen;

namespace PdcBus;

/// <summary>Which header names a message's own headers may have on the wire.</summary>
internal static class StompHeaderNames
{
    /// <summary>Put before a reserved name. It leaves a name that selectors of JMS can use.</summary>
    private const string Prefix = "pdc_";

    // Names are escaped by the specification, but ActiveMQ never undoes that; a blank is trimmed by some.
    private static readonly SearchValues<char> Allowed = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    /// <summary>
    /// Headers that mean something to STOMP, RabbitMQ, ActiveMQ or Artemis. Some of them end the connection when their
    /// value is not what the server expects.
    /// </summary>
    private static readonly FrozenSet<string> Reserved = new[]
    {
        "destination", "transaction", "content-type", "content-length", "receipt", "receipt-id", "id", "ack",
        "accept-version", "host", "login", "passcode", "heart-beat", "session", "server", "version", "message",
        "message-id", "subscription", "redelivered", "selector", "browser", "destination-type",
        "persistent", "priority", "expires", "expiration", "timestamp", "correlation-id", "reply-to", "type",
        "user-id", "app-id", "cluster-id", "content-encoding", "amqp-message-id", "amq-msg-type", "transformation",
        "transformation-error", "durable", "exclusive", "auto-delete", "prefetch-count", "requeue", "dlq",
        "traceparent", "tracestate",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> ReservedSpans =
        Reserved.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly string[] ReservedStarts = ["x-", "JMS", "_AMQ", "AMQ_"];

    public static bool IsValid(ReadOnlySpan<char> name) => name.Length > 0 && !name.ContainsAnyExcept(Allowed);

    /// <summary>
    /// The name on the wire: a reserved one gets a prefix, and so does one that would then look like it, so that two
    /// names stay two.
    /// </summary>
    public static string ToWire(string name)
    {
        var bare = name.AsSpan();
        while (bare.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)) bare = bare[Prefix.Length..];
        return IsReserved(bare) ? Prefix + name : name;
    }

    private static bool IsReserved(ReadOnlySpan<char> name)
    {
        if (ReservedSpans.Contains(name)) return true;
        foreach (var start in ReservedStarts)
        {
            if (name.StartsWith(start, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }
}
