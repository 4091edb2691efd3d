using System.Text.Json;

namespace PdcBus.Sample;

/// <summary>Files that lie inside the program.</summary>
internal static class EmbeddedFile
{
    public static string Text(string name)
    {
        using var reader = new StreamReader(Open(name));
        return reader.ReadToEnd();
    }

    public static JsonElement Json(string name)
    {
        using var stream = Open(name);
        return JsonSerializer.Deserialize<JsonElement>(stream);
    }

    private static Stream Open(string name) => typeof(EmbeddedFile).Assembly.GetManifestResourceStream(name)
        ?? throw new FileNotFoundException($"The program has no resource '{name}'.");
}
