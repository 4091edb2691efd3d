using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PdcBus;

/// <summary>Reads and writes messages of all topics of <see cref="PdcEventCatalog"/>. No reflection.</summary>
public static class PdcEventJson
{
    private const string Author = "author";
    private const string Comment = "comment";
    private const string ChangesetId = "changeset_id";
    private const string CommittedOn = "committed_on";

    private static readonly JsonWriterOptions WriterOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>
    /// Reads a message by its topic. Fields that the contract does not know are skipped, those that are missing read
    /// as null, zero or false; <see cref="Write"/> knows both.
    /// </summary>
    /// <param name="topic">
    /// The topic, without a prefix. A leading dot, as in the original's routing keys, is ignored.
    /// </param>
    /// <param name="utf8Json">The body of the message.</param>
    /// <exception cref="ArgumentException">PDC announces nothing under this topic.</exception>
    /// <exception cref="JsonException">
    /// The body is no JSON object, or a field has another type than in the contract.
    /// </exception>
    public static PdcPublishedEvent Read(string topic, ReadOnlySpan<byte> utf8Json)
    {
        ArgumentNullException.ThrowIfNull(topic);
        if (!PdcEventCatalog.Readers.TryGetValue(PdcEventCatalog.WithoutDot(topic), out var type))
        {
            throw new ArgumentException(
                $"PDC announces nothing under the topic '{topic}'. {nameof(PdcEventCatalog)}.All lists its topics, " +
                "without the prefix that a publisher may put before them.",
                nameof(topic));
        }

        var message = JsonElement.Parse(utf8Json);
        if (message.ValueKind != JsonValueKind.Object) throw new JsonException("A message is a JSON object.");
        return new PdcPublishedEvent((IPdcEvent)message.Deserialize(PdcJsonContext.Default.GetTypeInfo(type)!)!)
        {
            Author = Text(message, Author),
            Comment = Text(message, Comment),
            ChangesetId = Number(message, ChangesetId),
            CommittedOn = Text(message, CommittedOn) is { } text ? Moment(text) : null,
            Message = message,
        };
    }

    /// <summary>
    /// Writes a message. One that was read becomes the same JSON value again: what the contract does not know is
    /// written as it came, and what was missing stays away.
    /// </summary>
    /// <exception cref="ArgumentException">The event is none of <see cref="PdcEventCatalog.All"/>.</exception>
    public static byte[] Write(PdcPublishedEvent published)
    {
        ArgumentNullException.ThrowIfNull(published);
        var whole = Compose(published);
        if (published.Message is not { } message) return whole.WrittenSpan.ToArray();

        var like = new ArrayBufferWriter<byte>(whole.WrittenCount);
        using (var writer = new Utf8JsonWriter(like, WriterOptions))
        {
            JsonShape.Write(writer, JsonElement.Parse(whole.WrittenSpan), message);
        }

        return like.WrittenSpan.ToArray();
    }

    /// <summary>The event's own fields with the common ones behind, which overwrite those of the same name.</summary>
    private static ArrayBufferWriter<byte> Compose(PdcPublishedEvent published)
    {
        var type = published.Event.GetType();
        var info = PdcJsonContext.Default.GetTypeInfo(type) ?? throw new ArgumentException(
            $"{type.Name} is none of PDC's events, which {nameof(PdcEventCatalog)}.All lists. " +
            "Write your own with your own JsonSerializerContext.",
            nameof(published));
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var writer = new Utf8JsonWriter(buffer, WriterOptions);
        writer.WriteStartObject();
        foreach (var field in JsonSerializer.SerializeToElement(published.Event, info).EnumerateObject())
        {
            field.WriteTo(writer);
        }

        if (published.Author is not null) writer.WriteString(Author, published.Author);
        if ((published.Author ?? published.Comment) is not null) writer.WriteString(Comment, published.Comment);
        if (published.ChangesetId is { } number) writer.WriteNumber(ChangesetId, number);
        if (published.CommittedOn is { } time) writer.WriteString(CommittedOn, time.ToString());
        writer.WriteEndObject();
        writer.Flush();
        return buffer;
    }

    private static string? Text(JsonElement message, string name)
    {
        if (!message.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) return null;
        return value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : throw new JsonException($"The field {name} of a message is a text or null.");
    }

    private static long? Number(JsonElement message, string name)
    {
        if (!message.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number)
            ? number
            : throw new JsonException($"The field {name} of a message is a whole number.");
    }

    private static PdcTimestamp Moment(string text) => PdcTimestamp.TryParse(text, out var moment)
        ? moment
        : throw new JsonException($"The field {CommittedOn} is a moment like 2018-03-08 09:24:18.123456+00:00.");
}
