using System.Data.Common;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace PdcBus;

/// <summary>How a message lies in a row.</summary>
internal static class MessageColumns
{
    public const string Names = "message_id, topic, ordering_key, headers, body, created_at, traceparent, tracestate, notice";

    /// <param name="reader">Stands on a row.</param>
    /// <param name="first">Where the first of the columns is.</param>
    /// <param name="time">Reads a time.</param>
    /// <returns>Null if the row holds no message: somebody has changed it by hand.</returns>
    public static PdcMessage? TryRead(DbDataReader reader, int first, Func<DbDataReader, int, DateTimeOffset> time)
    {
        try
        {
            return new PdcMessage
            {
                Id = reader.GetGuid(first),
                Topic = reader.GetString(first + 1),
                OrderingKey = Text(reader, first + 2),
                Headers = Parse(reader.GetString(first + 3)),
                Body = reader.GetFieldValue<byte[]>(first + 4),
                CreatedAt = time(reader, first + 5),
                TraceParent = Text(reader, first + 6),
                TraceState = Text(reader, first + 7),
                Notice = Text(reader, first + 8) is { } notice
                    ? JsonSerializer.Deserialize(notice, PdcJsonContext.Default.PdcNotice)
                    : null,
            };
        }
        catch (Exception error) when (error is JsonException or FormatException or ArgumentException or InvalidCastException
            or OverflowException)
        {
            return null;
        }
    }

    /// <summary>What can be seen of a row that holds no message.</summary>
    public static PdcMessage Remains(DbDataReader reader, int first) => new()
    {
        Id = Guid.TryParse(reader.GetValue(first).ToString(), out var id) ? id : Guid.Empty,
        Topic = reader.GetValue(first + 1).ToString() ?? "",
        Headers = new Dictionary<string, string>(),
        Body = ReadOnlyMemory<byte>.Empty,
        CreatedAt = DateTimeOffset.UnixEpoch,
    };

    private static Dictionary<string, string> Parse(string headers)
    {
        var parsed = JsonSerializer.Deserialize(headers, HeadersJson.Default.DictionaryStringString);
        return parsed is not null && !parsed.ContainsValue(null!)
            ? parsed
            : throw new JsonException("A header has no value.");
    }

    public static string Headers(PdcMessage message) => JsonSerializer.Serialize(
        message.Headers as Dictionary<string, string> ?? new Dictionary<string, string>(message.Headers),
        HeadersJson.Default.DictionaryStringString);

    public static string? Notice(PdcMessage message) =>
        message.Notice is null ? null : JsonSerializer.Serialize(message.Notice, PdcJsonContext.Default.PdcNotice);

    public static byte[] Body(PdcMessage message) =>
        MemoryMarshal.TryGetArray(message.Body, out var segment) && segment.Count == segment.Array!.Length
            ? segment.Array
            : message.Body.ToArray();

    /// <summary>
    /// A key is only compared with others; what no database column takes (U+0000, half a surrogate pair) is replaced.
    /// </summary>
    public static string? Key(string? key)
    {
        if (key is null || !key.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') && !key.Contains('\0')) return key;
        return string.Concat(key.EnumerateRunes().Select(r => r.Value == 0 ? "\uFFFD" : r.ToString()));
    }

    private static string? Text(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
