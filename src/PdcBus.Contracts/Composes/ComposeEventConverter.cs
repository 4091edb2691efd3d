using System.Text.Json;
using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>Reads a message of the topic <c>compose</c> as the record that its action names.</summary>
public sealed class ComposeEventConverter : JsonConverter<ComposeEvent>
{
    /// <inheritdoc />
    /// <exception cref="JsonException">The action is missing or unknown.</exception>
    public override ComposeEvent? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var type = ActionOf(reader) switch
        {
            "create" => typeof(ComposeCreated),
            "update" => typeof(ComposeUpdated),
            "delete" => typeof(ComposeDeleted),
            _ => throw new JsonException("A compose message needs one of the actions create, update and delete."),
        };
        return (ComposeEvent?)JsonSerializer.Deserialize(ref reader, ContractJson.InfoOf(type, options));
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, ComposeEvent value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, ContractJson.InfoOf(value.GetType(), options));

    // The reader is a copy: the caller's stays where it is.
    private static string? ActionOf(Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isAction = reader.ValueTextEquals("action"u8);
            reader.Read();
            if (isAction) return reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            reader.TrySkip();
        }

        return null;
    }
}
