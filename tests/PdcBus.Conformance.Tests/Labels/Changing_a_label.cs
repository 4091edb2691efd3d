using System.Net;
using System.Text.Json;

namespace PdcBus.Conformance.Tests;

public sealed class Changing_a_label : SampleTest
{
    [Fact]
    public async Task By_a_patch_is_announced_with_the_whole_label_before_and_after()
    {
        var url = await Pdc.AddLabelAsync("a", "before");

        using var response = await Pdc.SendAsync(HttpMethod.Patch, url, new { description = "after" });

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var message = Assert.Single(await Pdc.MessagesAsync());
        Assert.Equal("labels.changed", message.Topic);
        Assert.Equal(url, message.Text("url"));
        AssertJson(new { url, name = "a", description = "before" }, message.Body.GetProperty("old_value"));
        AssertJson(new { url, name = "a", description = "after" }, message.Body.GetProperty("new_value"));
        Assert.Equal(2, message.Number("changeset_id"));
    }

    [Fact]
    public async Task By_a_put_replaces_it()
    {
        var url = await Pdc.AddLabelAsync("a", "before");

        using var response = await Pdc.SendAsync(HttpMethod.Put, url, new { name = "b", description = "after" });

        AssertJson(new { url, name = "b", description = "after" }, await response.JsonAsync());
        Assert.Equal("labels.changed", Assert.Single(await Pdc.MessagesAsync()).Topic);
    }

    [Fact]
    public async Task To_what_it_is_already_announces_nothing()
    {
        var url = await Pdc.AddLabelAsync("a", "b");

        using var put = await Pdc.SendAsync(HttpMethod.Put, url, new { name = "a", description = "b" });
        using var patch = await Pdc.SendAsync(HttpMethod.Patch, url, new { description = "b" });

        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        Assert.Equal(HttpStatusCode.OK, patch.StatusCode);
        Assert.Empty(await Pdc.MessagesAsync());
        Assert.Equal(1, (await Pdc.GetAsync(Changesets)).GetProperty("count").GetInt32());
    }

    [Theory]
    [InlineData("PATCH", """{}""", "empty")]
    [InlineData("PATCH", """{ "colour": "red" }""", "colour")]
    [InlineData("PATCH", """{ "name": null }""", "name")]
    [InlineData("PATCH", """{ "name": "" }""", "name")]
    [InlineData("PATCH", """{ "name": 7 }""", "name")]
    [InlineData("PATCH", """[]""", "JSON object")]
    [InlineData("PUT", """{ "name": "x" }""", "description")]
    [InlineData("PUT", """{ "name": "x", "description": "y", "url": "z" }""", "url")]
    public async Task In_a_way_that_is_not_valid_is_refused_and_announces_nothing(
        string method, string json, string complaint)
    {
        var url = await Pdc.AddLabelAsync("a", "b");

        using var response = await Pdc.SendAsync(
            HttpMethod.Parse(method), url, JsonSerializer.Deserialize<JsonElement>(json));

        Assert.Contains(
            complaint, await response.ProblemAsync(HttpStatusCode.BadRequest), StringComparison.Ordinal);
        Assert.Empty(await Pdc.MessagesAsync());
        AssertJson(new { url, name = "a", description = "b" }, await Pdc.GetAsync(url));
    }

    [Fact]
    public async Task Without_any_body_is_refused()
    {
        var url = await Pdc.AddLabelAsync("a");

        using var request = new HttpRequestMessage(HttpMethod.Patch, url);
        request.Content = new StringContent("", System.Text.Encoding.UTF8, "application/json");
        using var response = await Pdc.Client.SendAsync(request, TestContext.Current.CancellationToken);

        await response.ProblemAsync(HttpStatusCode.BadRequest);
        Assert.Empty(await Pdc.MessagesAsync());
    }

    [Fact]
    public async Task To_a_name_that_is_taken_conflicts_and_announces_nothing()
    {
        await Pdc.AddLabelAsync("a");
        var url = await Pdc.AddLabelAsync("b");

        using var response = await Pdc.SendAsync(HttpMethod.Patch, url, new { name = "a" });

        await response.ProblemAsync(HttpStatusCode.Conflict);
        Assert.Empty(await Pdc.MessagesAsync());
    }

    [Theory]
    [InlineData("PATCH")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("GET")]
    public async Task That_does_not_exist_is_not_found(string method)
    {
        var body = method is "PATCH" or "PUT" ? new { name = "a", description = "b" } : null;
        using var response = await Pdc.SendAsync(HttpMethod.Parse(method), $"{Labels}77/", body);

        await response.ProblemAsync(HttpStatusCode.NotFound);
        Assert.Empty(await Pdc.MessagesAsync());
    }

    private static void AssertJson(object expected, JsonElement actual) =>
        Assert.Equal(JsonSerializer.Serialize(expected), JsonSerializer.Serialize(actual));
}
