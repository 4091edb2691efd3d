using System.Text.RegularExpressions;

namespace PdcBus;

public sealed partial class ReadmeTests
{
    [Fact]
    public async Task Matrix_EveryLine_NamesTestsThatExist()
    {
        await using var stream = typeof(ReadmeTests).Assembly.GetManifestResourceStream("README.md")!;
        using var reader = new StreamReader(stream);
        var text = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        var lines = text[text.IndexOf("| when |", StringComparison.Ordinal)..]
            .Split('\n').TakeWhile(line => line.StartsWith('|')).Skip(2).ToList();
        var tests = typeof(ReadmeTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods().Select(method => (type.Name, method.Name))).ToHashSet();

        Assert.True(lines.Count > 20, $"The matrix has {lines.Count} lines.");
        Assert.All(lines, line =>
        {
            var links = Link().Matches(line);
            Assert.NotEmpty(links);
            Assert.All(links, link => Assert.Contains((link.Groups["class"].Value, link.Groups["method"].Value), tests));
        });
    }

    [GeneratedRegex(@"\[(?<method>\w+)\]\(\.\./\.\./tests/PdcBus\.Sqlite\.Tests/\w+/(?<class>\w+)\.cs\)")]
    private static partial Regex Link();
}
