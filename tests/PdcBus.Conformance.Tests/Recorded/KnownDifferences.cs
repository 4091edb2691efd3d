namespace PdcBus.Conformance.Tests;

/// <summary>Where the sample's messages are meant to be other ones than the original's, and why.</summary>
internal static class KnownDifferences
{
    public static IReadOnlyList<(string Request, Difference Difference, string Why)> All { get; } =
    [
        (
            "PATCH compose-tree-locations/",
            new("2.body.new_value.synced_content", """["debug","binary","source"]""", """["binary","debug","source"]"""),
            "A set of names is shown in alphabetical order here, so that setting it to what it is changes nothing; the " +
            "original showed it in the order in which the names had come to it."
        ),
    ];

    public static IEnumerable<Difference> Of(string request) =>
        All.Where(known => known.Request == request).Select(known => known.Difference);
}
