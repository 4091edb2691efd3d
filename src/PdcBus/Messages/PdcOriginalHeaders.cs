using System.Text.Json;

namespace PdcBus;

/// <summary>
/// The headers that the original's messenger for AMQP 1.0 (rhmsg) gave a message, so that consumers could select
/// without reading bodies. For messengers that keep to <see cref="PdcWireProfile.Original"/>.
/// </summary>
public static class PdcOriginalHeaders
{
    private const string NewValue = "new_value";
    private const string NewValuePrefix = "DATA:";

    /// <summary>
    /// Every text, whole number, truth value and null of the body under its own name, and every one of
    /// <c>new_value</c> under <c>DATA:</c> and its name. Arrays, objects, fractions and numbers beyond 64 bits are left
    /// out, and so is <c>old_value</c>.
    /// </summary>
    /// <param name="body">A message's body.</param>
    /// <returns>Names and values: string, long, bool or null. In the order of the body.</returns>
    public static IReadOnlyList<KeyValuePair<string, object?>> Of(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        var headers = new List<KeyValuePair<string, object?>>();
        if (document.RootElement.ValueKind != JsonValueKind.Object) return headers;
        foreach (var field in document.RootElement.EnumerateObject())
        {
            if (!field.NameEquals(NewValue) || field.Value.ValueKind != JsonValueKind.Object) Add(field, "", headers);
            else foreach (var inner in field.Value.EnumerateObject()) Add(inner, NewValuePrefix, headers);
        }

        return headers;
    }

    private static void Add(JsonProperty field, string prefix, List<KeyValuePair<string, object?>> headers)
    {
        switch (field.Value.ValueKind)
        {
            case JsonValueKind.String:
                headers.Add(new(prefix + field.Name, field.Value.GetString()));
                break;
            case JsonValueKind.Number when field.Value.TryGetInt64(out var number):
                headers.Add(new(prefix + field.Name, number));
                break;
            case JsonValueKind.True or JsonValueKind.False:
                headers.Add(new(prefix + field.Name, field.Value.GetBoolean()));
                break;
            case JsonValueKind.Null:
                headers.Add(new(prefix + field.Name, null));
                break;
        }
    }
}
