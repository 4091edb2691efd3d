using System.Net;

namespace PdcBus.Conformance.Tests;

public sealed class Deleting_composes : SampleTest
{
    [Fact]
    public async Task Only_marks_them()
    {
        var url = await Pdc.AddComposeAsync();

        using var response = await Pdc.SendAsync(HttpMethod.Delete, url);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal(0, (await Pdc.GetAsync(Composes)).GetProperty("count").GetInt32());
        Assert.True((await Pdc.GetAsync(url)).GetProperty("deleted").GetBoolean());
    }

    [Fact]
    public async Task Is_a_change_of_the_changeset()
    {
        var url = await Pdc.AddComposeAsync();

        using var response = await Pdc.SendAsync(HttpMethod.Delete, url);

        var message = Assert.Single(await Pdc.MessagesAsync());
        var changeset = await Pdc.GetAsync($"{Changesets}{message.Number("changeset_id")}/");
        var change = Assert.Single(changeset.GetProperty("changes").EnumerateArray());
        Assert.False(change.GetProperty("old_value").GetProperty("deleted").GetBoolean());
        Assert.True(change.GetProperty("new_value").GetProperty("deleted").GetBoolean());
    }

    [Fact]
    public async Task By_a_list_announces_each_once_in_its_order()
    {
        await Pdc.AddComposeAsync(0);
        await Pdc.AddComposeAsync(1);

        using var response = await Pdc.SendAsync(
            HttpMethod.Delete, Composes, new[] { Manifests.IdOf(1), Manifests.IdOf(0), Manifests.IdOf(1) });

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        var messages = await Pdc.MessagesAsync();
        Assert.Equal([Manifests.IdOf(1), Manifests.IdOf(0)], messages.Select(message => message.Text("compose_id")));
        Assert.All(messages, message => Assert.Equal("delete", message.Text("action")));
    }

    [Fact]
    public async Task By_a_list_of_which_one_is_not_there_deletes_none()
    {
        await Pdc.AddComposeAsync();

        using var response = await Pdc.SendAsync(HttpMethod.Delete, Composes, new[] { Manifests.ComposeId, "compose-77" });

        var problem = await response.JsonAsync();
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("compose-77", problem.GetProperty("invalid_data_id").GetString());
        Assert.Equal("There is no 'compose-77' among the composes.", problem.GetProperty("detail").GetString());
        Assert.Empty(await Pdc.MessagesAsync());
        Assert.Equal(1, (await Pdc.GetAsync(Composes)).GetProperty("count").GetInt32());
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""[[]]""")]
    public async Task Wants_a_list_of_ids(string body)
    {
        using var response = await Pdc.SendAsync(
            HttpMethod.Delete, Composes, System.Text.Json.JsonElement.Parse(body));

        await response.ProblemAsync(HttpStatusCode.BadRequest);
    }
}
