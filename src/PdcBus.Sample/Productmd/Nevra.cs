using System.Globalization;

namespace PdcBus.Sample;

/// <summary>What identifies an RPM: name, epoch, version, release and architecture.</summary>
internal sealed record Nevra(string Name, int Epoch, string Version, string Release, string Arch)
{
    /// <summary>The written form: <c>bash-0:4.3-1.el7.x86_64</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Name}-{Epoch}:{Version}-{Release}.{Arch}");

    /// <summary>
    /// Reads the written form. The epoch may be absent (then it is 0) or stand in front of the name; the suffix
    /// <c>.rpm</c> may be there.
    /// </summary>
    public static Nevra? TryParse(string text)
    {
        var rest = text.EndsWith(".rpm", StringComparison.Ordinal) ? text[..^4] : text;
        if (!TrySplit(ref rest, '.', out var arch)) return null;
        if (!TrySplit(ref rest, '-', out var release)) return null;
        if (!TrySplit(ref rest, '-', out var version)) return null;

        var epoch = "0";
        if (version.IndexOf(':', StringComparison.Ordinal) is >= 0 and var inVersion)
        {
            (epoch, version) = (version[..inVersion], version[(inVersion + 1)..]);
        }
        else if (rest.IndexOf(':', StringComparison.Ordinal) is >= 0 and var inName)
        {
            (epoch, rest) = (rest[..inName], rest[(inName + 1)..]);
        }

        return int.TryParse(epoch, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && rest.Length > 0 && version.Length > 0
            ? new Nevra(rest, number, version, release, arch)
            : null;
    }

    // Cuts the last part off: names hold the separators too.
    private static bool TrySplit(ref string rest, char separator, out string part)
    {
        var at = rest.LastIndexOf(separator);
        part = rest[(at + 1)..];
        if (at <= 0 || part.Length == 0) return false;
        rest = rest[..at];
        return true;
    }
}
