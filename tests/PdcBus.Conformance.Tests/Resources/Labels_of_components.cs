using System.Net;

namespace PdcBus.Conformance.Tests;

public sealed class Labels_of_components : ResourceTest
{
    private string _component = "";

    [Fact]
    public async Task Are_linked_in_silence_but_on_record()
    {
        await GivenLabelAsync("desktop");

        using var response = await LinkAsync("desktop");

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("desktop", (await response.JsonAsync()).GetProperty("name").GetString());
        Assert.Empty(await Pdc.MessagesAsync());
        Assert.Equal(
            """{"global_component":"python1","linked_label":"desktop"}""",
            (await Pdc.GetAsync($"{Changesets}3/")).GetProperty("changes")[0].GetProperty("new_value").GetRawText());
    }

    [Fact]
    public async Task Show_in_the_component_and_in_its_next_message()
    {
        var label = await GivenLabelAsync("desktop");
        using var linked = await LinkAsync("desktop");

        using var response = await Pdc.SendAsync(HttpMethod.Patch, _component, new { name = "python2" });

        AssertSame(await Pdc.GetAsync(label), (await Pdc.GetAsync($"{_component}labels/")).GetProperty("results")[0]);
        AssertSame(await Pdc.GetAsync(label), (await Pdc.GetAsync(_component)).GetProperty("labels")[0]);
        var message = Assert.Single(await Pdc.MessagesAsync());
        AssertSame(await Pdc.GetAsync(label), message.Body.GetProperty("new_value").GetProperty("labels")[0]);
        AssertSame(await Pdc.GetAsync(label), message.Body.GetProperty("old_value").GetProperty("labels")[0]);
    }

    [Fact]
    public async Task Are_linked_once()
    {
        await GivenLabelAsync("desktop");
        using var first = await LinkAsync("desktop");

        using var second = await LinkAsync("desktop");

        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Equal(1, (await Pdc.GetAsync($"{_component}labels/")).GetProperty("count").GetInt32());
        Assert.Equal(3, (await Pdc.GetAsync(Changesets)).GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task Are_unlinked_in_silence_and_stay_labels()
    {
        var label = await GivenLabelAsync("desktop");
        using var linked = await LinkAsync("desktop");

        using var response = await Pdc.SendAsync(HttpMethod.Delete, $"{_component}labels/1/");
        using var again = await Pdc.SendAsync(HttpMethod.Delete, $"{_component}labels/1/");

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        await again.ProblemAsync(HttpStatusCode.NotFound);
        Assert.Empty(await Pdc.MessagesAsync());
        Assert.Empty((await Pdc.GetAsync(_component)).GetProperty("labels").EnumerateArray());
        Assert.Equal("desktop", (await Pdc.GetAsync(label)).GetProperty("name").GetString());
    }

    [Fact]
    public async Task Are_labels_that_there_are()
    {
        await GivenLabelAsync("desktop");

        using var unknown = await LinkAsync("server");
        using var nameless = await Pdc.PostAsync($"{_component}labels/", new { });
        using var nowhere = await Pdc.PostAsync("/rest_api/v1/global-components/77/labels/", new { name = "desktop" });

        Assert.Contains("server", await unknown.ProblemAsync(HttpStatusCode.NotFound), StringComparison.Ordinal);
        Assert.Contains("required", await nameless.ProblemAsync(HttpStatusCode.BadRequest), StringComparison.Ordinal);
        await nowhere.ProblemAsync(HttpStatusCode.NotFound);
    }

    /// <summary>A component, and a label.</summary>
    private async Task<string> GivenLabelAsync(string name)
    {
        (_component, _) = await AddAsync(ResourceExample.Of("global-components"));
        return await Pdc.AddLabelAsync(name);
    }

    private Task<HttpResponseMessage> LinkAsync(string name) => Pdc.PostAsync($"{_component}labels/", new { name });
}
