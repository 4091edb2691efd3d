using System.IO.Compression;
using System.Xml.Linq;

namespace PdcBus.Contracts.Tests;

/// <summary>What <c>dotnet pack</c> makes is usable by a stranger, alone.</summary>
public sealed class PackageTests(Package package) : IClassFixture<Package>
{
    [Fact]
    public async Task Package_Opened_HoldsDocumentedCodeAndNoDependency()
    {
        using var archive = await ZipFile.OpenReadAsync(package.File, TestContext.Current.CancellationToken);

        var files = archive.Entries.Select(e => e.FullName).ToArray();
        Assert.Contains("lib/net10.0/PdcBus.Contracts.dll", files);
        Assert.Contains("lib/net10.0/PdcBus.Contracts.xml", files);
        Assert.Contains("README.md", files);
        await using var nuspec = await archive.GetEntry("PdcBus.Contracts.nuspec")!
            .OpenAsync(TestContext.Current.CancellationToken);
        var document = await XDocument.LoadAsync(nuspec, LoadOptions.None, TestContext.Current.CancellationToken);
        Assert.DoesNotContain(document.Descendants(), e => e.Name.LocalName == "dependency");
    }

    [Fact]
    public async Task Package_RestoredByAnotherProject_WritesAndReadsMessages()
    {
        var folder = package.CreateFolder("consumer");
        foreach (var (name, text) in Consumer()) await WriteAsync(Path.Combine(folder, name), text);

        var output = Path.Combine(folder, "out");
        await package.RunAsync("build", folder, "-o", output, "-warnaserror");
        var printed = await package.RunAsync(Path.Combine(output, "Consumer.dll"));

        Assert.Equal(
            """
            {"action":"create","compose_id":"c-1","compose_date":"2015-03-10","compose_type":"test","compose_respin":0}
            ComposeDeleted { Action = delete, ComposeId = compose-1 }
            {"url":"/widgets/1/","new_value":{"colour":"blue"}}
            widgets.added

            """,
            printed,
            ignoreLineEndingDifferences: true);
    }

    private static Task WriteAsync(string path, string text) =>
        File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);

    private IEnumerable<(string Name, string Text)> Consumer() =>
    [
        ("Consumer.csproj",
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <UseAppHost>false</UseAppHost>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="PdcBus.Contracts" Version="[{package.Version}]" />
              </ItemGroup>
            </Project>
            """),
        // These three stop the search for settings in the folders above.
        ("Directory.Build.props", "<Project />"),
        ("Directory.Build.targets", "<Project />"),
        ("Directory.Packages.props", "<Project />"),
        ("nuget.config",
            $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="built" value="{package.Feed}" />
              </packageSources>
              <packageSourceMapping>
                <clear />
              </packageSourceMapping>
            </configuration>
            """),
        ("Program.cs",
            """"
            using System.Text.Json;
            using System.Text.Json.Serialization;
            using PdcBus;

            var created = new ComposeCreated("c-1", new DateOnly(2015, 3, 10), "test", 0);
            Console.WriteLine(JsonSerializer.Serialize(created, PdcJsonContext.Default.ComposeCreated));

            var message = """{"action":"delete","compose_id":"compose-1","author":"alice","comment":null}""";
            Console.WriteLine(JsonSerializer.Deserialize(message, OwnJson.Default.ComposeEvent));

            IPdcEvent added = new ResourceAdded<Widget>("/widgets/1/", new Widget("blue"));
            Console.WriteLine(JsonSerializer.Serialize(added, OwnJson.Default.ResourceAddedWidget));
            Console.WriteLine(added.Topic);

            sealed record Widget([property: JsonPropertyName("colour")] string Colour) : IAddableResource
            {
                public static string ResourceName => "widgets";
            }

            [JsonSerializable(typeof(ComposeEvent))]
            [JsonSerializable(typeof(ResourceAdded<Widget>))]
            sealed partial class OwnJson : JsonSerializerContext;
            """"),
    ];
}
