using System.Text.Json;
using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>Reads and writes a limit as a number or as the text <c>unlimited</c>.</summary>
public sealed class ContactLimitConverter : JsonConverter<ContactLimit>
{
    internal const string Unlimited = "unlimited";

    /// <inheritdoc />
    /// <exception cref="JsonException">It is neither.</exception>
    public override ContactLimit Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType switch
        {
            JsonTokenType.Number when reader.TryGetInt64(out var count) => new ContactLimit(count),
            JsonTokenType.String when reader.ValueTextEquals(Unlimited) => ContactLimit.Unlimited,
            _ => throw new JsonException($"A limit of contacts is a whole number or the text {Unlimited}."),
        };

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, ContactLimit value, JsonSerializerOptions options)
    {
        if (value.Count is { } count) writer.WriteNumberValue(count);
        else writer.WriteStringValue(Unlimited);
    }
}
