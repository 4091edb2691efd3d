using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Data.Sqlite;

namespace PdcBus;

/// <summary>The columns that a waiting and a parked message have in common, and their way there and back.</summary>
internal static partial class MessageColumns
{
    public const string Names =
        "lane, id, topic, headers, body, ordering_key, created_at, trace_parent, trace_state, notice";

    public const string Parameters =
        "$lane, $id, $topic, $headers, $body, $ordering_key, $created_at, $trace_parent, $trace_state, $notice";

    /// <summary>Ids are big-endian, so that hex(id) reads like the id.</summary>
    public const string Definition = """
        lane TEXT NOT NULL,
            id BLOB NOT NULL CHECK (length(id) = 16),
            topic TEXT NOT NULL,
            headers TEXT NOT NULL,
            body BLOB NOT NULL,
            ordering_key TEXT,
            created_at INTEGER NOT NULL,
            trace_parent TEXT,
            trace_state TEXT,
            notice TEXT
        """;

    public static string[] ParameterNames { get; } = Parameters.Split(", ");

    /// <summary>The values in the order of <see cref="Parameters"/>, the lane left open.</summary>
    public static object?[] Encode(PdcMessage message) =>
    [
        null,
        message.Id.ToByteArray(bigEndian: true),
        message.Topic,
        JsonSerializer.Serialize(message.Headers, HeadersContext.Default.IReadOnlyDictionaryStringString),
        ToArray(message.Body),
        message.OrderingKey,
        StoredTime.From(message.CreatedAt),
        message.TraceParent,
        message.TraceState,
        message.Notice is null ? null : JsonSerializer.Serialize(message.Notice, PdcJsonContext.Default.PdcNotice),
    ];

    /// <summary>Reads the columns <see cref="Names"/> from a place on; the lane is the first.</summary>
    /// <exception cref="JsonException">The headers or the notice are not what was written.</exception>
    public static PdcMessage Decode(SqliteDataReader row, int first) => Decode(
        row,
        first,
        JsonSerializer.Deserialize(row.GetString(first + 3), HeadersContext.Default.DictionaryStringString)
            ?? throw new JsonException("The headers are null."),
        row.IsDBNull(first + 9) ? null : JsonSerializer.Deserialize(row.GetString(first + 9), PdcJsonContext.Default.PdcNotice));

    /// <summary>The same, without headers and notice if they are damaged.</summary>
    public static PdcMessage DecodeWhatThereIs(SqliteDataReader row, int first)
    {
        try
        {
            return Decode(row, first);
        }
        catch (JsonException)
        {
            return Decode(row, first, [], null);
        }
    }

    private static PdcMessage Decode(
        SqliteDataReader row, int first, Dictionary<string, string> headers, PdcNotice? notice) => new()
    {
        Id = new Guid(row.GetFieldValue<byte[]>(first + 1), bigEndian: true),
        Topic = row.GetString(first + 2),
        Headers = headers,
        Body = row.GetFieldValue<byte[]>(first + 4),
        OrderingKey = row.IsDBNull(first + 5) ? null : row.GetString(first + 5),
        CreatedAt = StoredTime.ToTime(row.GetInt64(first + 6)),
        TraceParent = row.IsDBNull(first + 7) ? null : row.GetString(first + 7),
        TraceState = row.IsDBNull(first + 8) ? null : row.GetString(first + 8),
        Notice = notice,
    };

    private static byte[] ToArray(ReadOnlyMemory<byte> body) =>
        MemoryMarshal.TryGetArray(body, out var segment) && segment.Offset == 0 && segment.Count == segment.Array!.Length
            ? segment.Array
            : body.ToArray();

    [JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
    [JsonSerializable(typeof(Dictionary<string, string>))]
    private sealed partial class HeadersContext : JsonSerializerContext;
}
