using System.Buffers;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace PdcBus;

/// <summary>
/// Makes the message of an event: its own JSON object with the common fields behind, flat. Serialization happens
/// once, here, on the request; every messenger and every retry sends these bytes.
/// </summary>
internal sealed class MessageWriter(EventJson json, IOptions<PdcBusOptions> options, PdcBusSection section)
{
    private static readonly JsonWriterOptions WriterOptions = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly string _prefix = options.Value.TopicPrefix.Length == 0 ? "" : options.Value.TopicPrefix + ".";

    /// <summary>The topic as subscribers see it.</summary>
    /// <exception cref="ArgumentException">With the prefix it is more than a bus can carry.</exception>
    public string FullTopic(string topic)
    {
        if (_prefix.Length == 0) return topic;
        var full = _prefix + topic;
        return PdcTopic.Flaw(full) is { } flaw
            ? throw new ArgumentException(
                $"The topic '{full}', with {section.NameOf(nameof(PdcBusOptions.TopicPrefix))} before it, {flaw}.",
                nameof(topic))
            : full;
    }

    public IReadOnlyList<PdcMessage> Write(IReadOnlyList<PendingEvent> events, CommonFields common)
    {
        // One span of the request stands for all: the relay links what it sends, perhaps minutes later, to it.
        var trace = Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity ? activity : null;
        var messages = new PdcMessage[events.Count];
        var buffer = new ArrayBufferWriter<byte>(1024);
        for (var i = 0; i < messages.Length; i++)
        {
            var pending = events[i];
            messages[i] = new PdcMessage
            {
                Id = pending.Id,
                Topic = pending.FullTopic,
                Body = Body(pending.Event, common, buffer),
                Headers = common.ToHeaders(pending.Id),
                OrderingKey = pending.OrderingKey,
                CreatedAt = pending.CreatedAt,
                TraceParent = trace?.Id,
                TraceState = trace?.TraceStateString,
                Notice = NoticeOf(pending.Event),
            };
        }

        return messages;
    }

    private byte[] Body(object pdcEvent, CommonFields common, ArrayBufferWriter<byte> buffer)
    {
        var own = Serialize(pdcEvent);
        var reader = new Utf8JsonReader(own, new JsonReaderOptions { MaxDepth = json.Options.MaxDepth });
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new PdcBusException(
                $"{pdcEvent.GetType().Name} does not become a JSON object, so it cannot take the common fields. " +
                "Make it a record with properties.");
        }

        buffer.ResetWrittenCount();
        using var writer = new Utf8JsonWriter(buffer, WriterOptions);
        writer.WriteStartObject();
        CopyOwnFields(own, ref reader, common, writer);
        writer.WriteString("author"u8, common.Author);
        writer.WriteString("comment"u8, common.Comment);
        if (common.ChangesetId is { } number) writer.WriteNumber("changeset_id"u8, number);
        if (common.CommittedOn is not null) writer.WriteString("committed_on"u8, common.CommittedOn);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private byte[] Serialize(object pdcEvent)
    {
        try
        {
            return JsonSerializer.SerializeToUtf8Bytes(pdcEvent, json.Options.GetTypeInfo(pdcEvent.GetType()));
        }
        catch (Exception e)
        {
            // Whatever it is, a property that throws included: which event it was is what helps.
            throw new PdcBusException(
                $"{pdcEvent.GetType().Name} cannot be written as JSON ({e.GetType().Name}). " +
                "Check its properties; add its JsonSerializerContext with AddEventJson(…).", e);
        }
    }

    private static PdcNotice? NoticeOf(object pdcEvent)
    {
        try
        {
            return (pdcEvent as IPdcNotable)?.Notice;
        }
        catch (Exception e)
        {
            throw new PdcBusException(
                $"{pdcEvent.GetType().Name} cannot say what people are told of it ({e.GetType().Name}). " +
                "Check its IPdcNotable.Notice.",
                e);
        }
    }

    /// <summary>Values are copied as they were written: numbers keep their digits, times their form.</summary>
    private static void CopyOwnFields(
        ReadOnlySpan<byte> own, ref Utf8JsonReader reader, CommonFields common, Utf8JsonWriter writer)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var overwritten = IsOverwritten(ref reader, common);
            if (!overwritten)
            {
                // Contracts' names are plain; an escaped one takes the slow way.
                if (reader.ValueIsEscaped) writer.WritePropertyName(reader.GetString()!);
                else writer.WritePropertyName(reader.ValueSpan);
            }

            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (!overwritten)
            {
                writer.WriteRawValue(own[start..(int)reader.BytesConsumed], skipInputValidation: true);
            }
        }
    }

    private static bool IsOverwritten(ref Utf8JsonReader reader, CommonFields common) =>
        reader.ValueTextEquals("author"u8) ||
        reader.ValueTextEquals("comment"u8) ||
        (common.ChangesetId is not null &&
         (reader.ValueTextEquals("changeset_id"u8) || reader.ValueTextEquals("committed_on"u8)));
}
