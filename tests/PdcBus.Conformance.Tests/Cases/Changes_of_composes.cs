using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PdcBus.Conformance.Tests;

/// <summary>What a change of a compose, or its deletion, announces.</summary>
public sealed class Changes_of_composes : SampleTest
{
    [Fact, Case(24)]
    public async Task A_new_acceptance_status_gives_the_compose_before_and_after_and_nothing_else_differs()
    {
        var message = await PatchAsync("""{ "acceptance_testing": "passed" }""");

        Assert.Equal("update", message.Text("action"));
        var (from, to) = (message.Body.GetProperty("from"), message.Body.GetProperty("to"));
        Assert.Equal("untested", from.GetProperty("acceptance_testing").GetString());
        Assert.Equal("passed", to.GetProperty("acceptance_testing").GetString());
        AssertDifferOnlyIn("acceptance_testing", from, to);
    }

    /// <summary>
    /// Kept as it was: who tests a compose again with the same result has something to say all the same. Without a
    /// change there is no changeset, and so its two fields are absent.
    /// </summary>
    [Fact, Case(25)]
    public async Task The_status_that_it_has_gives_a_message_without_changeset()
    {
        var message = await PatchAsync("""{ "acceptance_testing": "untested" }""");

        Assert.Equal("update", message.Text("action"));
        Assert.True(JsonElement.DeepEquals(message.Body.GetProperty("from"), message.Body.GetProperty("to")));
        Assert.False(message.Has("changeset_id"));
        Assert.False(message.Has("committed_on"));
    }

    /// <summary>
    /// Changed: the original read <c>from</c> after it had stored the new status, so that the two agreed and no
    /// subscriber could tell what had happened.
    /// </summary>
    [Fact, Case(26)]
    public async Task A_new_status_of_an_architecture_shows_the_old_one_in_from()
    {
        var message = await PatchAsync("""{ "rtt_tested_architectures": { "Server": { "x86_64": "passed" } } }""");

        var (from, to) = (message.Body.GetProperty("from"), message.Body.GetProperty("to"));
        Assert.Equal("untested", StatusIn(from));
        Assert.Equal("passed", StatusIn(to));
        AssertDifferOnlyIn("rtt_tested_architectures", from, to);

        static string? StatusIn(JsonElement compose) => compose
            .GetProperty("rtt_tested_architectures").GetProperty("Server").GetProperty("x86_64").GetString();
    }

    [Fact, Case(27)]
    public async Task The_first_delete_gives_a_message_with_the_id_alone_and_the_second_none()
    {
        var url = await Pdc.AddComposeAsync();

        using var first = await Pdc.SendAsync(HttpMethod.Delete, url);
        var message = Assert.Single(await Pdc.MessagesAsync());
        using var second = await Pdc.SendAsync(HttpMethod.Delete, url);

        Assert.Equal("compose", message.Topic);
        Assert.Equal("delete", message.Text("action"));
        Assert.Equal(Manifests.ComposeId, message.Text("compose_id"));
        Assert.Equal(
            ["action", "author", "changeset_id", "comment", "committed_on", "compose_id"],
            message.Body.EnumerateObject().Select(field => field.Name).Order());
        Assert.Equal(HttpStatusCode.NoContent, second.StatusCode);
        Assert.Empty(await Pdc.MessagesAsync());
    }

    private async Task<Captured> PatchAsync(string patch)
    {
        var url = await Pdc.AddComposeAsync();
        using var response = await Pdc.SendAsync(HttpMethod.Patch, url, JsonElement.Parse(patch));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return Assert.Single(await Pdc.MessagesAsync());
    }

    private static void AssertDifferOnlyIn(string field, JsonElement from, JsonElement to)
    {
        Assert.False(JsonElement.DeepEquals(from, to));
        Assert.True(JsonNode.DeepEquals(Without(from), Without(to)));

        JsonNode Without(JsonElement compose) => JsonNode.Parse(compose.GetRawText())!.With(field, null);
    }
}
