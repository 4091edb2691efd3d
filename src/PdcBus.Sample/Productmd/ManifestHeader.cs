using System.Globalization;

namespace PdcBus.Sample;

/// <summary>What every manifest starts with: its kind and the version of its format.</summary>
internal static class ManifestHeader
{
    /// <summary>Checks both. The kind may be absent: formats before 1.1 do not have it.</summary>
    /// <returns>The version.</returns>
    public static (int Major, int Minor) Read(ManifestNode manifest, string kind, string supported)
    {
        var header = manifest["header"];
        if (header.OptionalText("type") is { } type && type != kind)
        {
            throw new ManifestException($"{header.Path}.type is '{type}', not '{kind}': this is another manifest.");
        }

        var written = header["version"].Text();
        var parts = written.Split('.');
        if (parts.Length == 2 && TryParse(parts[0], out var major) && TryParse(parts[1], out var minor))
        {
            if (major == 1 || (major, minor) == (0, 3)) return (major, minor);
        }

        throw new ManifestException($"{header.Path}.version is '{written}'. Versions {supported} can be read.");
    }

    private static bool TryParse(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
