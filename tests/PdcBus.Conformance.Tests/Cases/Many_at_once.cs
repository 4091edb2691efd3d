using System.Net;
using System.Text.Json.Nodes;

namespace PdcBus.Conformance.Tests;

/// <summary>What a request about many things announces: all of them, or nothing.</summary>
public sealed class Many_at_once : SampleTest
{
    private const string People = "/rest_api/v1/contacts/people/";

    [Fact, Case(14)]
    public async Task Three_new_labels_give_three_messages_in_their_order_with_one_changeset()
    {
        using var response = await Pdc.PostAsync(Labels, new[] { Label("c"), Label("a"), Label("b") });

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var messages = await Pdc.MessagesAsync();
        Assert.Equal(Enumerable.Repeat("labels.added", 3), messages.Select(message => message.Topic));
        Assert.Equal(["c", "a", "b"], messages.Select(message => NameIn(message, "new_value")));
        Assert.Single(messages
            .Select(message => (message.Number("changeset_id"), message.Text("committed_on")))
            .Distinct());
    }

    [Fact, Case(15)]
    public async Task Three_new_labels_of_which_the_second_is_not_valid_give_none_and_the_answer_says_which()
    {
        using var response = await Pdc.PostAsync(
            Labels, new object[] { Label("a"), new { name = "b" }, Label("c") });

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(1, (await response.JsonAsync()).GetProperty("invalid_data_id").GetInt32());
        Assert.Empty(await Pdc.MessagesAsync());
        Assert.Equal(0, (await Pdc.GetAsync(Labels)).GetProperty("count").GetInt32());
    }

    [Fact, Case(16)]
    public async Task Deleted_people_give_a_message_each_in_their_order_and_one_that_is_named_twice_gives_one()
    {
        var ids = await AddPeopleAsync("Eve", "Mal");

        using var response = await Pdc.SendAsync(HttpMethod.Delete, People, new[] { ids[0], ids[0], ids[1] });

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        var messages = await Pdc.MessagesAsync();
        Assert.Equal(Enumerable.Repeat("contacts/people.removed", 2), messages.Select(message => message.Topic));
        Assert.Equal(["Eve", "Mal"], messages.Select(message => NameIn(message, "old_value", "username")));
    }

    [Fact, Case(17)]
    public async Task Deleted_people_of_whom_the_last_is_not_known_give_none()
    {
        var ids = await AddPeopleAsync("Eve", "Mal");

        using var response = await Pdc.SendAsync(HttpMethod.Delete, People, new[] { ids[0], ids[1], 77 });

        await response.ProblemAsync(HttpStatusCode.NotFound);
        Assert.Equal(
            Enumerable.Repeat("contacts/people.removed", 2),
            Pdc.Ledger.Decisions.Single(decision => !decision.Decision.Publish).Events.Select(queued => queued.Topic));
        Assert.Empty(await Pdc.MessagesAsync());
        Assert.Equal(2, (await Pdc.GetAsync(People)).GetProperty("count").GetInt32());
    }

    /// <summary>The original took them in the order of a Python dictionary; here it is that of the request.</summary>
    [Fact, Case(18)]
    public async Task Four_patched_labels_of_which_one_stays_as_it_is_give_three_messages()
    {
        var patch = new JsonObject();
        foreach (var name in new[] { "d", "c", "b", "a" })
        {
            patch[(await Pdc.AddLabelAsync(name, "before")).TrimEnd('/').Split('/')[^1]] =
                new JsonObject { ["description"] = name == "c" ? "before" : "after" };
        }

        using var response = await Pdc.SendAsync(HttpMethod.Patch, Labels, patch);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var messages = await Pdc.MessagesAsync();
        Assert.Equal(Enumerable.Repeat("labels.changed", 3), messages.Select(message => message.Topic));
        Assert.Equal(["d", "b", "a"], messages.Select(message => NameIn(message, "new_value")));
    }

    private static object Label(string name) => new { name, description = "some label" };

    private static string? NameIn(Captured message, string value, string field = "name") =>
        message.Body.GetProperty(value).GetProperty(field).GetString();

    /// <summary>Adds people; the messages about them are not seen by the test.</summary>
    /// <returns>Their numbers.</returns>
    private async Task<int[]> AddPeopleAsync(params string[] names)
    {
        using var response = await Pdc.PostAsync(
            People, names.Select(name => new { username = name, email = $"{name}@example.com" }));
        await Pdc.MessagesAsync();
        return [.. (await response.JsonAsync()).EnumerateArray().Select(person => person.GetProperty("id").GetInt32())];
    }
}
