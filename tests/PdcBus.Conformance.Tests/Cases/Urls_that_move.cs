using System.Net;

namespace PdcBus.Conformance.Tests;

/// <summary>What is known by its values has another URL when they change, and the message gives the new one.</summary>
public sealed class Urls_that_move : ResourceTest
{
    [Fact, Case(30)]
    public async Task A_release_of_another_version_has_the_new_id_in_its_url()
    {
        var (url, _) = await AddAsync(await GivenAsync("releases"));

        using var response = await Pdc.SendAsync(HttpMethod.Patch, url, new { version = "1.5" });

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var message = Assert.Single(await Pdc.MessagesAsync());
        Assert.Equal("releases.changed", message.Topic);
        Assert.Equal("release-1.0", message.Body.GetProperty("old_value").GetProperty("release_id").GetString());
        Assert.Equal("release-1.5", message.Body.GetProperty("new_value").GetProperty("release_id").GetString());
        Assert.Equal($"{Pdc.Address}/rest_api/v1/releases/release-1.5/", message.Text("url"));
    }

    [Fact, Case(31)]
    public async Task A_tree_with_another_scheme_has_its_five_new_values_in_its_url()
    {
        var (url, _) = await AddAsync(await GivenAsync("compose-tree-locations"));
        var place = $"{Pdc.Address}/rest_api/v1/compose-tree-locations/{Manifests.ComposeId}/Server/x86_64/NAY";
        Assert.Equal($"{place}/nfs/", url);

        using var response = await Pdc.SendAsync(HttpMethod.Patch, url, new { scheme = "http" });

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var message = Assert.Single(await Pdc.MessagesAsync());
        Assert.Equal("compose-tree-locations.changed", message.Topic);
        Assert.Equal($"{place}/http/", message.Text("url"));
    }
}
