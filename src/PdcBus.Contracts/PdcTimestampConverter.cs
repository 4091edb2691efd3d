using System.Text.Json;
using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>Reads and writes a <see cref="PdcTimestamp"/> as its text.</summary>
public sealed class PdcTimestampConverter : JsonConverter<PdcTimestamp>
{
    /// <inheritdoc />
    /// <exception cref="JsonException">The text has neither of PDC's forms.</exception>
    public override PdcTimestamp Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && PdcTimestamp.TryParse(reader.GetString(), out var timestamp)
            ? timestamp
            : throw new JsonException("A moment is a text like 2017-10-31T16:25:35.291469Z.");

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, PdcTimestamp value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
