using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PdcBus.Conformance.Tests;

public sealed class Things_in_use : ResourceTest
{
    [Theory]
    [InlineData("content-delivery-repos", "release-variants", "release-1.0/Server-1")]
    [InlineData("release-components", "global-components", "1")]
    public async Task Are_not_removed(string user, string used, string key)
    {
        await AddAsync(await GivenAsync(user));

        using var one = await Pdc.SendAsync(HttpMethod.Delete, $"/rest_api/v1/{used}/{key}/");
        using var many = await Pdc.SendAsync(HttpMethod.Delete, $"/rest_api/v1/{used}/", new JsonArray(key));

        Assert.Equal("Something else refers to it.", await one.ProblemAsync(HttpStatusCode.Conflict));
        Assert.Equal(HttpStatusCode.Conflict, many.StatusCode);
        Assert.Equal(key, (await many.JsonAsync()).GetProperty("invalid_data_id").GetString());
        Assert.Empty(await Pdc.MessagesAsync());
        await Pdc.GetAsync($"/rest_api/v1/{used}/{key}/");
    }

    [Fact]
    public async Task Are_removed_if_they_are_bugzilla_components_and_alone_announced()
    {
        var (url, _) = await AddAsync(await GivenAsync("release-components"));

        using var response = await Pdc.SendAsync(HttpMethod.Delete, "/rest_api/v1/bugzilla-components/1/");

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal(["bugzilla-components.removed"], (await Pdc.MessagesAsync()).Select(message => message.Topic));
        Assert.Equal(JsonValueKind.Null, (await Pdc.GetAsync(url)).GetProperty("bugzilla_component").ValueKind);
    }
}
