using System.Text.Json;

namespace PdcBus.Fedmsg.Tests;

/// <summary>Facts recorded from the original program.</summary>
internal static class GoldenFile
{
    public static string Read(string name)
    {
        using var reader = new StreamReader(typeof(GoldenFile).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    public static JsonElement Json(string name) => JsonElement.Parse(Read(name));

    /// <summary>The vectors of whole envelopes, by name.</summary>
    public static IReadOnlyDictionary<string, JsonElement> Vectors { get; } = Json("vectors.json")
        .GetProperty("vectors").EnumerateArray().ToDictionary(v => v.GetProperty("name").GetString()!);

    public static string Text(this JsonElement element, string property) => element.GetProperty(property).GetString()!;
}
