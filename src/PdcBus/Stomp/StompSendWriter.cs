using System.Buffers;
using System.Text;

namespace PdcBus;

/// <summary>Writes messages as SEND frames, in the dialect of one server.</summary>
internal sealed class StompSendWriter(StompFrameWriter writer, StompDestination destination, StompServer server)
{
    private const int MaxCachedTopics = 512;

    /// <summary>Destinations as they stand on the wire: topics are few and come again.</summary>
    private readonly Dictionary<string, byte[]> _destinations = new(StringComparer.Ordinal);

    // SEND EOL destination:… EOL *( header EOL ) EOL *OCTET NULL
    /// <summary>Writes one frame, with the number of a receipt, or of a transaction, or of neither.</summary>
    /// <exception cref="MessengerException">This message cannot be sent to this server; nothing was written.</exception>
    public void Write(PdcMessage message, long receipt, long transaction, IBufferWriter<byte> output)
    {
        writer.Begin(StompCommand.Send);
        writer.Plain("destination"u8, DestinationOf(message.Topic));
        writer.Plain("content-type"u8, "application/json"u8);
        // Without it a message is gone when the server is killed, even after its receipt.
        writer.Plain("persistent"u8, "true"u8);
        if (receipt > 0) writer.Header("receipt"u8, receipt);
        if (transaction > 0) writer.Header("transaction"u8, transaction);
        writer.Header(server == StompServer.RabbitMq ? "amqp-message-id"u8 : "correlation-id"u8, message.Id);
        if (message.TraceParent is not null) writer.Header("traceparent"u8, message.TraceParent);
        if (message.TraceState is not null) writer.Header("tracestate"u8, message.TraceState);
        WriteHeaders(message.Headers);
        writer.End(output, message.Body.Span);
    }

    private void WriteHeaders(IReadOnlyDictionary<string, string> headers)
    {
        // A dictionary that is known to be one is walked without an enumerator on the heap.
        if (headers is Dictionary<string, string> dictionary)
        {
            foreach (var (name, value) in dictionary) writer.Header(StompHeaderNames.ToWire(name).AsSpan(), value);
        }
        else
        {
            foreach (var (name, value) in headers) writer.Header(StompHeaderNames.ToWire(name).AsSpan(), value);
        }
    }

    private byte[] DestinationOf(string topic)
    {
        if (_destinations.TryGetValue(topic, out var cached)) return cached;
        if (_destinations.Count == MaxCachedTopics) _destinations.Clear();
        var wire = new ArrayBufferWriter<byte>();
        StompEscaping.Write(Encoding.UTF8.GetBytes(destination.For(topic, server)), writer.Version, wire);
        return _destinations[topic] = wire.WrittenSpan.ToArray();
    }
}
