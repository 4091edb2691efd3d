using System.Text.Json;
using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>Reads a contact as the record that its fields belong to.</summary>
public sealed class ContactConverter : JsonConverter<Contact>
{
    /// <inheritdoc />
    /// <exception cref="JsonException">It is neither a person nor a mailing list.</exception>
    public override Contact? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        KindOf(reader) is { } type
            ? (Contact?)JsonSerializer.Deserialize(ref reader, ContractJson.InfoOf(type, options))
            : throw new JsonException("A contact needs one of the fields username and mail_name.");

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, Contact value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, ContractJson.InfoOf(value.GetType(), options));

    // The reader is a copy: the caller's stays where it is.
    private static Type? KindOf(Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("username"u8)) return typeof(Person);
            if (reader.ValueTextEquals("mail_name"u8)) return typeof(MailingList);
            reader.Read();
            reader.TrySkip();
        }

        return null;
    }
}
