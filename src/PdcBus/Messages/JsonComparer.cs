using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace PdcBus;

/// <summary>Compares what <see cref="EventJson"/> makes of two values.</summary>
internal sealed class JsonComparer(EventJson json) : IPdcJsonComparer
{
    public bool AreEqual<T>(T one, T other)
    {
        var (first, second) = (Write(one), Write(other));
        if (first.AsSpan().SequenceEqual(second)) return true;
        using var left = JsonDocument.Parse(first, Depth);
        using var right = JsonDocument.Parse(second, Depth);
        return JsonElement.DeepEquals(left.RootElement, right.RootElement);
    }

    private JsonDocumentOptions Depth => new() { MaxDepth = json.Options.MaxDepth };

    private byte[] Write<T>(T value)
    {
        try
        {
            return JsonSerializer.SerializeToUtf8Bytes(value, (JsonTypeInfo<T>)json.Options.GetTypeInfo(typeof(T)));
        }
        catch (Exception e)
        {
            throw new PdcBusException(
                $"{typeof(T).Name} cannot be written as JSON ({e.GetType().Name}). " +
                "Check its properties; add its JsonSerializerContext with AddEventJson(…).", e);
        }
    }
}
