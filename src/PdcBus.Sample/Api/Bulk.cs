using System.Text.Json;

namespace PdcBus.Sample;

/// <summary>Many things in one request: all of them are served, or none.</summary>
internal static class Bulk
{
    /// <summary>What to do with which key.</summary>
    public static IEnumerable<(string Key, JsonElement Item)> Map(JsonElement body) =>
        body.ValueKind == JsonValueKind.Object
            ? body.EnumerateObject().Select(item => (item.Name, item.Value)).DistinctBy(item => item.Name)
            : throw new BadRequestException("The body is not the JSON object that is expected: what to change, by key.");

    /// <summary>The keys of a list, each once.</summary>
    public static IEnumerable<string> Keys(JsonElement body) => body.ValueKind == JsonValueKind.Array
        ? body.EnumerateArray().Select(KeyOf).Distinct(StringComparer.Ordinal)
        : throw new BadRequestException("The body is not the list of keys that is expected.");

    /// <summary>Does the work for one of them; its failure says which one it was.</summary>
    public static async Task<T> ItemAsync<T>(object id, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception reason) when (reason is not OperationCanceledException)
        {
            throw new BulkItemException(id, reason);
        }
    }

    /// <summary>The same for work without a result.</summary>
    public static Task ItemAsync(object id, Func<Task> work) => ItemAsync(id, async () =>
    {
        await work();
        return true;
    });

    private static string KeyOf(JsonElement key) => key.ValueKind switch
    {
        JsonValueKind.String => key.GetString()!,
        JsonValueKind.Number => key.GetRawText(),
        _ => throw new BadRequestException("A key is a text or a number."),
    };
}
