using System.Net;
using System.Text.Json;

namespace PdcBus.Conformance.Tests;

/// <summary>What a change of one thing announces.</summary>
public sealed class Resource_events : SampleTest
{
    [Fact, Case(1)]
    public async Task A_new_label_gives_one_message_with_the_whole_label_and_the_common_fields()
    {
        using var response = await Pdc.PostAsync(
            Labels, new { name = "a", description = "b" }, ("PDC-Change-Comment", "Sit!"));

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var label = await response.JsonAsync();
        var message = Assert.Single(await Pdc.MessagesAsync());
        Assert.Equal("labels.added", message.Topic);
        Assert.True(JsonElement.DeepEquals(label, message.Body.GetProperty("new_value")));
        Assert.Equal(label.GetProperty("url").GetString(), message.Text("url"));
        Assert.Equal("Sit!", message.Text("comment"));
        Assert.Equal("", message.Text("author"));
        Assert.Equal(1, message.Number("changeset_id"));
        Assert.Matches(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{6})?\+00:00$", message.Text("committed_on"));
        Assert.False(message.Has("old_value"));
    }

    [Fact, Case(4)]
    public async Task A_patched_sigkey_gives_one_message_with_all_of_it_before_and_after()
    {
        using var added = await Pdc.PostAsync(
            "/rest_api/v1/sigkeys/", new { name = "A", key_id = "1234adbf", description = "before" });
        var before = Assert.Single(await Pdc.MessagesAsync()).Body.GetProperty("new_value");

        using var response = await Pdc.SendAsync(
            HttpMethod.Patch, "/rest_api/v1/sigkeys/1234adbf/", new { description = "after" });

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var message = Assert.Single(await Pdc.MessagesAsync());
        Assert.Equal("sigkeys.changed", message.Topic);
        Assert.True(JsonElement.DeepEquals(before, message.Body.GetProperty("old_value")));
        Assert.Equal(
            """{"name":"A","key_id":"1234adbf","description":"after"}""",
            message.Body.GetProperty("new_value").GetRawText());
    }

    [Fact, Case(5)]
    public async Task A_put_of_the_values_that_are_there_gives_none()
    {
        var url = await Pdc.AddLabelAsync("a", "b");

        using var response = await Pdc.SendAsync(HttpMethod.Put, url, new { name = "a", description = "b" });

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(await Pdc.MessagesAsync());
    }

    [Fact, Case(6)]
    public async Task A_deleted_label_gives_one_message_with_what_it_was_and_a_url_of_null()
    {
        var url = await Pdc.AddLabelAsync("a", "b");
        var label = await Pdc.GetAsync(url);

        using var response = await Pdc.SendAsync(HttpMethod.Delete, url);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        var message = Assert.Single(await Pdc.MessagesAsync());
        Assert.Equal("labels.removed", message.Topic);
        Assert.Equal(JsonValueKind.Null, message.Body.GetProperty("url").ValueKind);
        Assert.True(JsonElement.DeepEquals(label, message.Body.GetProperty("old_value")));
        Assert.False(message.Has("new_value"));
    }

    [Fact, Case(7)]
    public async Task An_empty_patch_is_refused_and_gives_none()
    {
        var url = await Pdc.AddLabelAsync("a");

        using var response = await Pdc.SendAsync(HttpMethod.Patch, url, new { });

        await response.ProblemAsync(HttpStatusCode.BadRequest);
        Assert.Empty(await Pdc.MessagesAsync());
    }

    [Fact, Case(8)]
    public async Task A_post_with_a_field_that_is_not_known_is_refused_and_gives_none()
    {
        using var response = await Pdc.PostAsync(Labels, new { name = "a", description = "b", colour = "red" });

        await response.ProblemAsync(HttpStatusCode.BadRequest);
        Assert.Empty(await Pdc.MessagesAsync());
    }

    /// <summary>
    /// Changed: in the original the wish of one client made half an object of what all subscribers got. Here it is about
    /// the answer alone.
    /// </summary>
    [Fact, Case(43)]
    public async Task A_patch_that_wants_some_fields_back_gives_a_message_with_all_of_them()
    {
        var url = await Pdc.AddLabelAsync("a", "b");

        using var response = await Pdc.SendAsync(HttpMethod.Patch, $"{url}?fields=name", new { name = "c" });

        Assert.Equal("""{"name":"c"}""", (await response.JsonAsync()).GetRawText());
        var message = Assert.Single(await Pdc.MessagesAsync());
        Assert.Equal(
            $$"""{"url":"{{url}}","name":"a","description":"b"}""",
            message.Body.GetProperty("old_value").GetRawText());
        Assert.Equal(
            $$"""{"url":"{{url}}","name":"c","description":"b"}""",
            message.Body.GetProperty("new_value").GetRawText());
    }
}
