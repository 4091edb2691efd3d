using System.Globalization;

namespace PdcBus.Sample;

/// <summary>The compose that a manifest speaks of.</summary>
internal sealed record ComposeHeader(string Id, DateOnly Date, string Type, int Respin, string? Label)
{
    private const int MaximumIdLength = 200;

    public static ComposeHeader Read(ManifestNode payload)
    {
        var compose = payload["compose"];
        return new ComposeHeader(
            ReadId(compose["id"]),
            ReadDate(compose["date"]),
            compose["type"].Text(),
            compose["respin"].SmallNumber(),
            compose.OptionalText("label"));
    }

    private static string ReadId(ManifestNode node) => node.Text() is { Length: <= MaximumIdLength } id
        ? id
        : throw new ManifestException($"{node.Path} is longer than {MaximumIdLength} characters.");

    private static DateOnly ReadDate(ManifestNode node) =>
        DateOnly.TryParseExact(node.Text(), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw new ManifestException($"{node.Path} is not a date like 20150310.");
}
