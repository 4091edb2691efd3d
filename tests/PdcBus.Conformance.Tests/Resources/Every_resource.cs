using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PdcBus.Conformance.Tests;

/// <summary>What all resources have in common, tried on each entry of the table.</summary>
public sealed class Every_resource : ResourceTest
{
    public static TheoryData<string> Names => ResourceExample.Names;

    [Theory, MemberData(nameof(Names))]
    public async Task Is_announced_as_it_is_seen_when_it_is_added(string name)
    {
        var resource = await GivenAsync(name);

        using var response = await Pdc.PostAsync(resource.Path, resource.One());

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var seen = await response.JsonAsync();
        var url = response.Headers.Location!.ToString();
        Assert.StartsWith($"{Pdc.Address}{resource.Path}", url, StringComparison.Ordinal);
        AssertSame(seen, await Pdc.GetAsync(url));
        var message = Assert.Single(await Pdc.MessagesAsync());
        Assert.Equal($"{name}.added", message.Topic);
        Assert.Equal(url, message.Text("url"));
        AssertSame(seen, message.Body.GetProperty("new_value"));
        Assert.False(message.Has("old_value"));
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Is_listed(string name)
    {
        var resource = await GivenAsync(name);
        var (_, seen) = await AddAsync(resource);

        var list = await Pdc.GetAsync($"{resource.Path}?page_size=1000");

        Assert.Contains(
            list.GetProperty("results").EnumerateArray(), one => JsonElement.DeepEquals(seen, one));
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Is_announced_before_and_after_when_it_is_patched(string name)
    {
        var resource = await GivenAsync(name);
        var (url, before) = await AddAsync(resource);

        using var response = await Pdc.SendAsync(HttpMethod.Patch, url, resource.Change());

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var after = await response.JsonAsync();
        var message = Assert.Single(await Pdc.MessagesAsync());
        Assert.Equal($"{name}.changed", message.Topic);
        AssertSame(before, message.Body.GetProperty("old_value"));
        AssertSame(after, message.Body.GetProperty("new_value"));
        AssertSame(after, await Pdc.GetAsync(message.Text("url")!));
        Assert.True(message.Has("changeset_id"));
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Announces_nothing_when_it_is_replaced_by_what_it_is(string name)
    {
        var resource = await GivenAsync(name);
        var (url, before) = await AddAsync(resource);

        using var response = await Pdc.SendAsync(HttpMethod.Put, url, resource.One());

        Assert.Empty(await Pdc.MessagesAsync());
        AssertSame(before, await Pdc.GetAsync(url));
        Assert.Equal(
            name == "compose-tree-locations" ? HttpStatusCode.MethodNotAllowed : HttpStatusCode.OK,
            response.StatusCode);
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Loses_what_a_replacement_does_not_mention(string name)
    {
        var resource = await GivenAsync(name);
        var (url, before) = await AddAsync(resource);
        using var patched = await Pdc.SendAsync(HttpMethod.Patch, url, resource.Change());
        url = (await Pdc.MessagesAsync())[0].Text("url")!;

        using var response = await Pdc.SendAsync(HttpMethod.Put, url, resource.One());

        if (name == "compose-tree-locations") return;
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        AssertSame(before, await response.JsonAsync());
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Is_announced_as_it_was_when_it_is_removed_if_it_can_be(string name)
    {
        var resource = await GivenAsync(name);
        var (url, before) = await AddAsync(resource);

        using var response = await Pdc.SendAsync(HttpMethod.Delete, url);

        var messages = await Pdc.MessagesAsync();
        if (!PdcEventCatalog.Contains($"{name}.removed"))
        {
            Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
            Assert.Empty(messages);
            return;
        }

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        var message = Assert.Single(messages);
        Assert.Equal($"{name}.removed", message.Topic);
        Assert.Null(message.Text("url"));
        AssertSame(before, message.Body.GetProperty("old_value"));
        using var gone = await Pdc.SendAsync(HttpMethod.Get, url);
        await gone.ProblemAsync(HttpStatusCode.NotFound);
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Refuses_what_it_does_not_know(string name)
    {
        var resource = await GivenAsync(name);
        var body = resource.One();
        body["colour"] = "red";

        using var field = await Pdc.PostAsync(resource.Path, body);
        using var query = await Pdc.SendAsync(HttpMethod.Get, $"{resource.Path}?colour=red");
        using var empty = await Pdc.PostAsync(resource.Path, new JsonObject());
        using var key = await Pdc.SendAsync(HttpMethod.Get, $"{resource.Path}{string.Join('/', Unknown(name))}/");

        Assert.Contains("colour", await field.ProblemAsync(HttpStatusCode.BadRequest), StringComparison.Ordinal);
        Assert.Contains("colour", await query.ProblemAsync(HttpStatusCode.BadRequest), StringComparison.Ordinal);
        Assert.Contains("required", await empty.ProblemAsync(HttpStatusCode.BadRequest), StringComparison.Ordinal);
        await key.ProblemAsync(HttpStatusCode.NotFound);
        Assert.Empty(await Pdc.MessagesAsync());
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Refuses_a_second_one_of_the_same_kind(string name)
    {
        var resource = await GivenAsync(name);
        await AddAsync(resource);

        using var response = await Pdc.PostAsync(resource.Path, resource.One());

        Assert.Empty(await Pdc.MessagesAsync());
        if (name == "bugzilla-components") return; // They are answered: Bugzilla_components.cs
        Assert.Contains("same", await response.ProblemAsync(HttpStatusCode.Conflict), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Takes_many_at_once(string name)
    {
        var resource = await GivenAsync(name);
        if (name == "compose-tree-locations") return;

        using var added = await Pdc.PostAsync(
            resource.Path, new JsonArray(resource.One(1), resource.One(2), resource.One(3)));
        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        var values = (await added.JsonAsync()).EnumerateArray().ToList();
        var additions = await Pdc.MessagesAsync();
        Assert.Equal(3, values.Count);
        Assert.All(additions, message => Assert.Equal($"{name}.added", message.Topic));
        Assert.Equal(
            values.Select(value => value.GetRawText()),
            additions.Select(message => message.Body.GetProperty("new_value").GetRawText()));
        Assert.Single(additions.Select(message => message.Number("changeset_id")).Distinct());

        var keys = additions.Select(message => KeyOf(resource, message.Text("url")!)).ToList();
        var unchanged = resource.One(2);
        using var changed = await Pdc.SendAsync(HttpMethod.Patch, resource.Path, new JsonObject
        {
            [keys[1]] = unchanged,
            [keys[0]] = resource.Change(),
        });
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Equal([keys[1], keys[0]], (await changed.JsonAsync()).EnumerateObject().Select(item => item.Name));
        var change = Assert.Single(await Pdc.MessagesAsync());
        AssertSame(values[0], change.Body.GetProperty("old_value"));

        if (!PdcEventCatalog.Contains($"{name}.removed")) return;
        using var removed = await Pdc.SendAsync(
            HttpMethod.Delete, resource.Path, new JsonArray(keys[2], keys[1], keys[2]));
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        Assert.Equal(
            [values[2].GetRawText(), values[1].GetRawText()],
            (await Pdc.MessagesAsync()).Select(message => message.Body.GetProperty("old_value").GetRawText()));
    }

    private static IEnumerable<string> Unknown(string name) => name switch
    {
        "compose-tree-locations" => Enumerable.Repeat("x", 5),
        "release-variants" => Enumerable.Repeat("x", 2),
        _ => ["77"],
    };
}
