using System.Text.Json;

namespace PdcBus.Conformance.Tests;

public sealed class Changesets_of_requests : SampleTest
{
    [Fact]
    public async Task Tell_who_changed_what_and_why()
    {
        var url = await Pdc.AddLabelAsync("a", "before");
        using var response = await Pdc.SendAsync(
            HttpMethod.Patch,
            url,
            new { description = "after" },
            ("Authorization", $"Token {SampleServer.AliceToken}"),
            ("PDC-Change-Comment", "clearer"));
        var message = Assert.Single(await Pdc.MessagesAsync());

        var changeset = await Pdc.GetAsync($"{Changesets}{message.Number("changeset_id")}/");

        Assert.Equal("alice", changeset.GetProperty("author").GetString());
        Assert.Equal("clearer", changeset.GetProperty("comment").GetString());
        var change = Assert.Single(changeset.GetProperty("changes").EnumerateArray());
        Assert.Equal("label", change.GetProperty("resource").GetString());
        Assert.Equal(1, change.GetProperty("resource_id").GetInt64());
        Assert.Equal("before", change.GetProperty("old_value").GetProperty("description").GetString());
        Assert.Equal("after", change.GetProperty("new_value").GetProperty("description").GetString());
    }

    [Fact]
    public async Task Are_of_the_time_that_the_messages_say()
    {
        using var response = await Pdc.PostAsync(Labels, new { name = "a", description = "b" });
        var said = Assert.Single(await Pdc.MessagesAsync()).Text("committed_on")!;

        var changeset = await Pdc.GetAsync($"{Changesets}1/");

        var stored = changeset.GetProperty("committed_on").GetDateTimeOffset();
        Assert.Equal(DateTimeOffset.Parse(said, System.Globalization.CultureInfo.InvariantCulture), stored);
    }

    [Fact]
    public async Task Of_an_import_name_the_compose_and_count_the_rest()
    {
        using var response = await Pdc.PostAsync(FullImport, Manifests.FullImport());

        var changeset = await Pdc.GetAsync($"{Changesets}1/");

        Assert.Equal(
            ["release", "release", "compose", "notice", "notice", "notice"],
            changeset.GetProperty("changes").EnumerateArray().Select(c => c.GetProperty("resource").GetString()));
        Assert.All(
            changeset.GetProperty("changes").EnumerateArray(),
            change => Assert.Equal(JsonValueKind.Null, change.GetProperty("old_value").ValueKind));
    }
}
