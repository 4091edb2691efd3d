using System.Reflection;

namespace PdcBus.Contracts.Tests;

/// <summary>The tables of the package's README are made from the code.</summary>
/// <remarks>
/// After a change to the contracts run this class with <c>PDCBUS_WRITE_README=1</c>: it writes the tables anew.
/// </remarks>
public sealed class ReadmeTests
{
    private const string Begin = 
        "<!-- CONTRACTS-TABLES-BEGIN: made from the code by ReadmeTests of tests/PdcBus.Contracts.Tests -->\n";
    private const string End = "<!-- CONTRACTS-TABLES-END -->\n";

    [Fact]
    public void Readme_ItsTables_SayWhatTheCodeSays()
    {
        var tables = $"\n{ContractTables.Topics()}\n{ContractTables.Records()}\n";
        if (Environment.GetEnvironmentVariable("PDCBUS_WRITE_README") == "1")
        {
            var path = Path.Combine(Root(), "src", "PdcBus.Contracts", "README.md");
            var (before, _, after) = Split(File.ReadAllText(path));
            File.WriteAllText(path, before + Begin + tables + End + after);
            return;
        }

        Assert.True(
            tables == Split(TestFile.Read("README.md")).Tables,
            "The tables in src/PdcBus.Contracts/README.md are stale. Write them anew with " +
            "PDCBUS_WRITE_README=1 dotnet run --project tests/PdcBus.Contracts.Tests -- --filter-class '*ReadmeTests'");
    }

    private static (string Before, string Tables, string After) Split(string readme)
    {
        var begin = readme.IndexOf(Begin, StringComparison.Ordinal);
        var end = readme.IndexOf(End, StringComparison.Ordinal);
        Assert.True(begin >= 0 && end > begin, "The README has no place for the tables.");
        return (readme[..begin], readme[(begin + Begin.Length)..end], readme[(end + End.Length)..]);
    }

    private static string Root() => typeof(ReadmeTests).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryRoot").Value!;
}
