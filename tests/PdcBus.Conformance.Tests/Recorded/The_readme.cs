using System.Reflection;

namespace PdcBus.Conformance.Tests;

/// <summary>The table of recorded messages in the README of this project is made from what the tests compare.</summary>
/// <remarks>After a change run this class with <c>PDCBUS_WRITE_README=1</c>: it writes the table anew.</remarks>
public sealed class The_readme
{
    private const string Begin =
        "<!-- RECORDED-MESSAGES-BEGIN: made by The_readme of tests/PdcBus.Conformance.Tests -->\n\n";
    private const string End = "\n<!-- RECORDED-MESSAGES-END -->\n";

    [Fact]
    public void Says_which_recorded_messages_are_sent_here()
    {
        var (before, table, after) = Split(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "README.md")));
        if (Environment.GetEnvironmentVariable("PDCBUS_WRITE_README") == "1")
        {
            File.WriteAllText(
                Path.Combine(Root(), "tests", "PdcBus.Conformance.Tests", "README.md"),
                before + Begin + RecordedTable.Text() + End + after);
            return;
        }

        Assert.True(
            table == RecordedTable.Text(),
            "The table in tests/PdcBus.Conformance.Tests/README.md is stale. Write it anew with " +
            "PDCBUS_WRITE_README=1 dotnet run --project tests/PdcBus.Conformance.Tests -- --filter-class '*The_readme'");
    }

    private static (string Before, string Table, string After) Split(string readme)
    {
        var begin = readme.IndexOf(Begin, StringComparison.Ordinal);
        var end = readme.IndexOf(End, StringComparison.Ordinal);
        Assert.True(begin >= 0 && end > begin, "The README has no place for the table.");
        return (readme[..begin], readme[(begin + Begin.Length)..end], readme[(end + End.Length)..]);
    }

    private static string Root() => typeof(The_readme).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryRoot").Value!;
}
