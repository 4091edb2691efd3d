using System.Text.Json;

namespace PdcBus;

/// <summary>Writes a value in the shape that another one has.</summary>
internal static class JsonShape
{
    /// <summary>
    /// Writes <paramref name="value"/> with exactly the fields of <paramref name="shape"/>, at every depth: what only
    /// the shape has is copied from it.
    /// </summary>
    public static void Write(Utf8JsonWriter writer, JsonElement value, JsonElement shape)
    {
        switch (value.ValueKind, shape.ValueKind)
        {
            case (JsonValueKind.Object, JsonValueKind.Object):
                WriteObject(writer, value, shape);
                break;
            case (JsonValueKind.Array, JsonValueKind.Array) when value.GetArrayLength() == shape.GetArrayLength():
                writer.WriteStartArray();
                foreach (var (item, like) in value.EnumerateArray().Zip(shape.EnumerateArray()))
                {
                    Write(writer, item, like);
                }

                writer.WriteEndArray();
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    private static void WriteObject(Utf8JsonWriter writer, JsonElement value, JsonElement shape)
    {
        writer.WriteStartObject();
        foreach (var field in shape.EnumerateObject())
        {
            writer.WritePropertyName(field.Name);
            if (value.TryGetProperty(field.Name, out var own)) Write(writer, own, field.Value);
            else field.Value.WriteTo(writer);
        }

        writer.WriteEndObject();
    }
}
