using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PdcBus.Conformance.Tests;

public sealed class Bugzilla_components : ResourceTest
{
    private static readonly ResourceExample Example = ResourceExample.Of("bugzilla-components");

    [Theory]
    [InlineData("""{ "name": "python" }""")]
    [InlineData("""{ "name": "lib", "parent_component": "python" }""")]
    public async Task That_are_there_are_answered_as_they_are_and_not_announced(string body)
    {
        await AddAsync(Example, JsonNode.Parse("""{ "name": "python" }"""));
        await AddAsync(Example, JsonNode.Parse("""{ "name": "lib" }"""));
        var (_, first) = await PostAsync(body);
        await Pdc.MessagesAsync();

        var (status, again) = await PostAsync(body);

        Assert.Equal(HttpStatusCode.OK, status);
        AssertSame(first, again);
        Assert.Empty(await Pdc.MessagesAsync());
    }

    [Fact]
    public async Task That_are_there_are_no_obstacle_to_others_of_a_list()
    {
        await AddAsync(Example);

        using var response = await Pdc.PostAsync(Example.Path, new JsonArray(Example.One(1), Example.One(2)));

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal([1, 2], (await response.JsonAsync()).EnumerateArray().Select(one => one.GetProperty("id").GetInt32()));
        var message = Assert.Single(await Pdc.MessagesAsync());
        Assert.Equal("python2", message.Body.GetProperty("new_value").GetProperty("name").GetString());
    }

    [Fact]
    public async Task Cannot_take_a_name_that_another_has_at_the_same_place()
    {
        await AddAsync(Example, Example.One(1));
        var (url, _) = await AddAsync(Example, Example.One(2));

        using var response = await Pdc.SendAsync(HttpMethod.Patch, url, Example.One(1));

        await response.ProblemAsync(HttpStatusCode.Conflict);
        Assert.Empty(await Pdc.MessagesAsync());
    }

    [Fact]
    public async Task Take_what_is_below_them_along_and_never_go_below_themselves()
    {
        await AddAsync(Example, JsonNode.Parse("""{ "name": "a" }"""));
        await AddAsync(Example, JsonNode.Parse("""{ "name": "b" }"""));
        var (moving, _) = await AddAsync(Example, JsonNode.Parse("""{ "name": "lib", "parent_component": "a" }"""));
        await AddAsync(Example, JsonNode.Parse("""{ "name": "xml", "parent_component": "a/lib" }"""));

        using var below = await Pdc.SendAsync(HttpMethod.Patch, moving, new { parent_component = "a/lib/xml" });
        using var moved = await Pdc.SendAsync(HttpMethod.Patch, moving, new { parent_component = "b" });

        await below.ProblemAsync(HttpStatusCode.BadRequest);
        Assert.Equal(HttpStatusCode.OK, moved.StatusCode);
        Assert.Equal(["bugzilla-components.changed"], (await Pdc.MessagesAsync()).Select(message => message.Topic));
        var all = (await Pdc.GetAsync(Example.Path)).GetProperty("results").EnumerateArray()
            .Select(one => $"{one.GetProperty("name")}: {string.Join(' ', one.GetProperty("subcomponents").EnumerateArray())}");
        Assert.Equal(["a: ", "b: lib lib/xml", "lib: xml", "xml: "], all);
    }

    private async Task<(HttpStatusCode Status, JsonElement Seen)> PostAsync(string body)
    {
        using var response = await Pdc.PostAsync(Example.Path, JsonNode.Parse(body)!);
        return (response.StatusCode, await response.JsonAsync());
    }
}
