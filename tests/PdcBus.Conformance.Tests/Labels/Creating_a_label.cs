using System.Net;
using System.Text.Json;

namespace PdcBus.Conformance.Tests;

public sealed class Creating_a_label : SampleTest
{
    private static readonly object Valid = new { name = "a", description = "b" };

    [Fact]
    public async Task Is_announced_with_the_whole_label()
    {
        using var response = await Pdc.PostAsync(Labels, Valid, ("PDC-Change-Comment", "Sit!"));

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var body = await response.JsonAsync();
        var url = body.GetProperty("url").GetString();
        Assert.Equal($"{Pdc.Address}/rest_api/v1/labels/1/", url);
        Assert.Equal(url, response.Headers.Location?.ToString());

        var message = Assert.Single(await Pdc.MessagesAsync());
        Assert.Equal("labels.added", message.Topic);
        Assert.True(JsonElement.DeepEquals(body, message.Body.GetProperty("new_value")));
        Assert.Equal(url, message.Text("url"));
        Assert.Equal("Sit!", message.Text("comment"));
        Assert.Equal("", message.Text("author"));
        Assert.Equal(1, message.Number("changeset_id"));
        Assert.Matches(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{6})?\+00:00$", message.Text("committed_on"));
        Assert.False(message.Has("old_value"));
    }

    [Fact]
    public async Task By_the_owner_of_a_token_names_the_author()
    {
        using var response = await Pdc.PostAsync(
            Labels, Valid, ("Authorization", $"Token {SampleServer.AliceToken}"));

        Assert.Equal("alice", Assert.Single(await Pdc.MessagesAsync()).Text("author"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Grüße, 世界")]
    public async Task Carries_the_comment_as_it_is(string? comment)
    {
        (string, string)[] headers = comment is null ? [] : [("PDC-Change-Comment", comment)];
        using var response = await Pdc.PostAsync(Labels, Valid, headers);

        Assert.Equal(comment, Assert.Single(await Pdc.MessagesAsync()).Text("comment"));
    }

    [Theory]
    [InlineData("""{ "name": "a", "description": "b", "colour": "red" }""", "colour")]
    [InlineData("""{ "name": "a" }""", "description")]
    [InlineData("""{ "description": "b" }""", "name")]
    [InlineData("""{ "name": "", "description": "b" }""", "name")]
    [InlineData("""{ "name": null, "description": "b" }""", "name")]
    [InlineData("""{ "name": 7, "description": "b" }""", "name")]
    [InlineData("""7""", "JSON object")]
    [InlineData("""null""", "JSON object")]
    public async Task That_is_not_valid_is_refused_and_announces_nothing(string json, string complaint)
    {
        using var response = await Pdc.PostAsync(Labels, JsonSerializer.Deserialize<JsonElement>(json));

        var problem = await response.ProblemAsync(HttpStatusCode.BadRequest);
        Assert.Contains(complaint, problem, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", problem, StringComparison.Ordinal);
        Assert.Empty(await Pdc.MessagesAsync());
        Assert.Equal(0, (await Pdc.GetAsync(Labels)).GetProperty("count").GetInt32());
    }

    [Theory]
    [InlineData(100, 500, HttpStatusCode.Created)]
    [InlineData(101, 500, HttpStatusCode.BadRequest)]
    [InlineData(100, 501, HttpStatusCode.BadRequest)]
    public async Task Has_limits(int name, int description, HttpStatusCode expected)
    {
        var label = new { name = new string('n', name), description = new string('d', description) };
        using var response = await Pdc.PostAsync(Labels, label);

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task Of_a_name_that_is_taken_conflicts_and_announces_nothing()
    {
        await Pdc.AddLabelAsync("a");

        using var response = await Pdc.PostAsync(Labels, Valid);

        Assert.Contains("name", await response.ProblemAsync(HttpStatusCode.Conflict), StringComparison.Ordinal);
        Assert.Empty(await Pdc.MessagesAsync());
        Assert.Equal(1, (await Pdc.GetAsync(Changesets)).GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task Works_without_the_slash_at_the_end()
    {
        using var response = await Pdc.PostAsync(Labels.TrimEnd('/'), Valid);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }
}
