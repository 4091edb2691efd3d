using System.Text.Json;

namespace PdcBus.Conformance.Tests;

/// <summary>A test of resources, each with what it needs.</summary>
public abstract class ResourceTest : SampleTest
{
    private readonly HashSet<string> _given = [];

    /// <summary>Adds what a resource needs and is not given yet, and forgets the messages about it.</summary>
    private protected async Task<ResourceExample> GivenAsync(string name)
    {
        var resource = ResourceExample.Of(name);
        await AddGivenAsync(resource);
        await Pdc.MessagesAsync();
        return resource;
    }

    /// <summary>Adds one, and forgets the messages about it.</summary>
    /// <returns>Where it is, and how it is seen.</returns>
    private protected async Task<(string Url, JsonElement Seen)> AddAsync(ResourceExample resource, object? body = null)
    {
        using var response = await Pdc.PostAsync(resource.Path, body ?? resource.One());
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        await Pdc.MessagesAsync();
        return (response.Headers.Location!.ToString(), await response.JsonAsync());
    }

    private protected static void AssertSame(JsonElement expected, JsonElement actual) =>
        Assert.True(JsonElement.DeepEquals(expected, actual), $"Expected: {expected}\nActual:   {actual}");

    private protected string KeyOf(ResourceExample resource, string url) =>
        Uri.UnescapeDataString(url[$"{Pdc.Address}{resource.Path}".Length..].TrimEnd('/'));

    private async Task AddGivenAsync(ResourceExample resource)
    {
        foreach (var name in resource.Given.Where(_given.Add))
        {
            if (name == "import")
            {
                using var import = await Pdc.PostAsync(FullImport, Manifests.FullImport());
                continue;
            }

            var given = ResourceExample.Of(name);
            await AddGivenAsync(given);
            await AddAsync(given);
        }
    }
}
