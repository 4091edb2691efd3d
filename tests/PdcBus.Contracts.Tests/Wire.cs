using System.Text.Json;

namespace PdcBus.Contracts.Tests;

/// <summary>How the tests turn contracts into JSON and back.</summary>
internal static class Wire
{
    /// <summary>
    /// The two ways in which .NET programs read and write the contracts: by their generated code, and by reflection
    /// with options that were made without a thought of them, as other libraries have.
    /// </summary>
    public static readonly IReadOnlyDictionary<string, JsonSerializerOptions> Ways =
        new Dictionary<string, JsonSerializerOptions>
        {
            ["generated"] = PdcJsonContext.Default.Options,
            ["reflection and camelCase"] = Reflection(),
        };

    /// <summary>As which type a subscriber reads a topic: where it has several shapes, as what they share.</summary>
    public static readonly IReadOnlyDictionary<string, Type> Topics = PdcEventCatalog.All
        .GroupBy(e => e.Topic, e => e.Type)
        .ToDictionary(g => g.Key, g => g.Count() == 1 ? g.Single() : g.First().BaseType!);

    public static TheoryData<string> WayNames => [.. Ways.Keys];

    /// <summary>Writes an event as its publisher does: by the type that it is.</summary>
    public static string Write(IPdcEvent pdcEvent, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(pdcEvent, options.GetTypeInfo(pdcEvent.GetType()));

    /// <summary>Reads a message as a subscriber does: by its topic.</summary>
    public static IPdcEvent Read(string topic, string json, JsonSerializerOptions options) =>
        (IPdcEvent)JsonSerializer.Deserialize(json, options.GetTypeInfo(Topics[topic]))!;

    private static JsonSerializerOptions Reflection()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
