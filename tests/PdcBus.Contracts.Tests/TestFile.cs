using System.Text.Json.Nodes;

namespace PdcBus.Contracts.Tests;

internal static class TestFile
{
    public static string Read(string name)
    {
        using var stream = typeof(TestFile).Assembly.GetManifestResourceStream(name);
        using var reader = new StreamReader(stream!);
        return reader.ReadToEnd();
    }

    /// <summary>The JSON objects of a file that has one on each line.</summary>
    public static IEnumerable<JsonObject> Lines(string name) =>
        from line in Read(name).Split('\n', StringSplitOptions.RemoveEmptyEntries)
        select JsonNode.Parse(line)!.AsObject();
}
