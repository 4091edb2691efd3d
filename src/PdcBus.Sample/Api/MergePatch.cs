using System.Text.Json;
using System.Text.Json.Nodes;

namespace PdcBus.Sample;

/// <summary>
/// PATCH: what is not mentioned stays. The outcome is checked by the rules of the whole. RFC 7396 for flat objects.
/// </summary>
internal static class MergePatch
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    public static TInput Apply<TInput>(TInput current, JsonObject patch)
        where TInput : Input
    {
        if (patch.Count == 0) throw new BadRequestException("The body is empty: say what to change.");
        var whole = JsonSerializer.SerializeToNode(current, Json)!.AsObject();
        foreach (var (field, value) in patch) whole[field] = value?.DeepClone();
        try
        {
            return whole.Deserialize<TInput>(Json)!;
        }
        catch (JsonException exception)
        {
            throw new BadRequestException(JsonErrors.Describe(exception));
        }
    }
}
