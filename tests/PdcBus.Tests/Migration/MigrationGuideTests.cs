using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace PdcBus;

/// <summary>The guide shows what really comes out: each of its examples is rewritten and compared.</summary>
public sealed partial class MigrationGuideTests
{
    private static readonly IReadOnlyList<IConfiguration> Blocks = [.. Json().Matches(Guide()).Select(m => Parse(m.Value))];

    public static TheoryData<string> Chosen => [.. Blocks.Where((_, i) => i % 2 == 0).Select(NameOf)];

    [Fact]
    public void Guide_ItsExamples_AreTheFiveOfTheManualAndTheLaterOne() => Assert.Equal(
        ["", "fedmsg", "kombu", "proton", "stomp", "pdc.apps.messaging.backends.rhmsg.RHMsgMessenger"],
        Chosen.Select(c => c.Data));

    [Theory]
    [MemberData(nameof(Chosen))]
    public void Example_Rewritten_IsTheOneBesideIt(string name)
    {
        var at = Enumerable.Range(0, Blocks.Count).First(i => NameOf(Blocks[i]) == name);
        var services = new ServiceCollection();
        services
            .AddPdcBus(new ConfigurationBuilder().Build())
            .FromMessageBusSettings(Blocks[at].GetSection("MESSAGE_BUS"));
        using var provider = services.BuildServiceProvider();

        var rewritten = provider.GetRequiredService<PdcBusSection>().Configuration;

        Assert.Equal(Values(Blocks[at + 1].GetSection("PdcBus")), Values(rewritten));
    }

    private static string NameOf(IConfiguration block) =>
        block["MESSAGE_BUS:BACKEND"] ?? block["MESSAGE_BUS:MLP"] ?? "none";

    private static string[] Values(IConfiguration configuration)
    {
        var prefix = configuration is IConfigurationSection section ? section.Path.Length + 1 : 0;
        return
        [
            .. configuration.AsEnumerable()
                .Where(s => s.Value is not null)
                .Select(s => $"{s.Key[prefix..]}={s.Value}".ToLowerInvariant())
                .Order(StringComparer.Ordinal),
        ];
    }

    private static IConfiguration Parse(string json) => new ConfigurationBuilder()
        .AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json)))
        .Build();

    private static string Guide()
    {
        using var stream = typeof(MigrationGuideTests).Assembly.GetManifestResourceStream("Migration.md");
        using var reader = new StreamReader(stream!);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"(?<=^```json\r?\n)(.|\n)*?(?=^```)", RegexOptions.Multiline)]
    private static partial Regex Json();
}
