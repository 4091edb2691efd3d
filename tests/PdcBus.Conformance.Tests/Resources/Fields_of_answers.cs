using System.Net;
using System.Text.Json;

namespace PdcBus.Conformance.Tests;

public sealed class Fields_of_answers : ResourceTest
{
    [Theory]
    [InlineData("fields=name", "name")]
    [InlineData("fields=name,url", "url name")]
    [InlineData("fields=name&fields=url", "url name")]
    [InlineData("exclude_fields=url", "name description")]
    [InlineData("fields=name,url&exclude_fields=url", "name")]
    public async Task Are_those_that_are_asked_for(string query, string fields)
    {
        var url = await Pdc.AddLabelAsync("a");

        Assert.Equal(fields, Fields(await Pdc.GetAsync($"{url}?{query}")));
        Assert.Equal(fields, Fields((await Pdc.GetAsync($"{Labels}?{query}")).GetProperty("results")[0]));
    }

    [Fact]
    public async Task Say_nothing_about_what_is_stored_and_announced()
    {
        using var response = await Pdc.PostAsync($"{Labels}?fields=name", new { name = "a", description = "b" });

        Assert.Equal("name", Fields(await response.JsonAsync()));
        var message = Assert.Single(await Pdc.MessagesAsync());
        AssertSame(await Pdc.GetAsync(message.Text("url")!), message.Body.GetProperty("new_value"));
    }

    [Theory]
    [InlineData("GET", Labels, null)]
    [InlineData("POST", Labels, """{ "name": "b", "description": "b" }""")]
    [InlineData("PATCH", Labels, """{ "1": { "name": "b" } }""")]
    [InlineData("GET", $"{Labels}1/", null)]
    [InlineData("PUT", $"{Labels}1/", """{ "name": "b", "description": "b" }""")]
    public async Task Are_fields_that_there_are(string method, string path, string? body)
    {
        await Pdc.AddLabelAsync("a");
        object? json = body is null ? null : JsonElement.Parse(body);

        foreach (var parameter in (string[])["fields", "exclude_fields"])
        {
            using var response = await Pdc.SendAsync(new HttpMethod(method), $"{path}?{parameter}=name,colour", json);

            Assert.Equal(
                $"{parameter} names 'colour'. The fields are: url, name, description.",
                await response.ProblemAsync(HttpStatusCode.BadRequest));
        }

        Assert.Empty(await Pdc.MessagesAsync());
        Assert.Equal("a", (await Pdc.GetAsync($"{Labels}1/")).GetProperty("name").GetString());
    }

    private static string Fields(JsonElement seen) =>
        string.Join(' ', seen.EnumerateObject().Select(field => field.Name));
}
