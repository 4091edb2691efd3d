using System.Runtime.InteropServices;
using Amqp;
using Amqp.Framing;

namespace PdcBus;

/// <summary>From a message of PdcBus to one of AMQP 1.0 (part 3, section 3.2).</summary>
internal static class AmqpMessage
{
    /// <summary>A new message for one attempt: the library keeps the state of the delivery in it.</summary>
    public static Message From(PdcMessage message, PdcWireProfile profile) => new()
    {
        // Without it a message is gone when the server is killed, even after it was accepted.
        Header = new Header { Durable = true },
        Properties = new Properties
        {
            MessageId = message.Id.ToString(),
            Subject = message.Topic,
            ContentType = PdcMessage.ContentType,
            CreationTime = message.CreatedAt.UtcDateTime,
        },
        ApplicationProperties = PropertiesOf(message, profile),
        BodySection = new Data { Buffer = Lend(message.Body) },
    };

    private static ApplicationProperties PropertiesOf(PdcMessage message, PdcWireProfile profile)
    {
        var properties = new ApplicationProperties();
        foreach (var (name, value) in message.Headers) properties[name] = value;
        if (profile == PdcWireProfile.Original)
        {
            foreach (var (name, value) in PdcOriginalHeaders.Of(message.Body)) properties[name] = value;
        }

        if (message.TraceParent is not null) properties["traceparent"] = message.TraceParent;
        if (message.TraceState is not null) properties["tracestate"] = message.TraceState;
        return properties;
    }

    /// <summary>The body's own octets where they lie in an array; the library only reads them.</summary>
    private static ByteBuffer Lend(ReadOnlyMemory<byte> body)
    {
        if (!MemoryMarshal.TryGetArray(body, out var octets)) octets = body.ToArray();
        return new ByteBuffer(octets.Array, octets.Offset, octets.Count, octets.Count);
    }
}
