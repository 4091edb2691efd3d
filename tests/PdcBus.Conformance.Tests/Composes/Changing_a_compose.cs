using System.Net;
using System.Text.Json;

namespace PdcBus.Conformance.Tests;

public sealed class Changing_a_compose : SampleTest
{
    [Fact]
    public async Task Is_announced_with_what_a_reader_saw_before_and_sees_after()
    {
        var url = await Pdc.AddComposeAsync();
        var before = await Pdc.GetAsync(url);

        using var response = await Pdc.SendAsync(HttpMethod.Patch, url, JsonElement.Parse(
            """
            {
              "acceptance_testing": "failed",
              "linked_releases": ["tp-1.0"],
              "rtt_tested_architectures": { "Client": { "x86_64": "passed" } }
            }
            """));

        var after = await response.JsonAsync();
        var message = Assert.Single(await Pdc.MessagesAsync());
        Assert.Equal("compose", message.Topic);
        Assert.Equal("update", message.Text("action"));
        Assert.Equal(Manifests.ComposeId, message.Text("compose_id"));
        Assert.Equal(before.GetRawText(), message.Body.GetProperty("from").GetRawText());
        Assert.Equal(after.GetRawText(), message.Body.GetProperty("to").GetRawText());
        Assert.Equal(after.GetRawText(), (await Pdc.GetAsync(url)).GetRawText());
        Assert.Equal("failed", after.GetProperty("acceptance_testing").GetString());
        Assert.Equal("""["tp-1.0"]""", after.GetProperty("linked_releases").GetRawText());
        Assert.Equal(
            """{"Client":{"x86_64":"passed"},"Server":{"ppc64":"untested","s390x":"untested","x86_64":"untested"},"Server-SAP":{"x86_64":"untested"}}""",
            after.GetProperty("rtt_tested_architectures").GetRawText());
    }

    [Fact]
    public async Task Is_one_change_of_the_changeset()
    {
        var url = await Pdc.AddComposeAsync();

        using var response = await Pdc.SendAsync(HttpMethod.Patch, url, new { acceptance_testing = "passed" });

        var message = Assert.Single(await Pdc.MessagesAsync());
        var changeset = await Pdc.GetAsync($"{Changesets}{message.Number("changeset_id")}/");
        var change = Assert.Single(changeset.GetProperty("changes").EnumerateArray());
        Assert.Equal("compose", change.GetProperty("resource").GetString());
        Assert.Equal("untested", change.GetProperty("old_value").GetProperty("acceptance_testing").GetString());
        Assert.Equal("passed", change.GetProperty("new_value").GetProperty("acceptance_testing").GetString());
    }

    [Theory]
    [InlineData("""["tp-1.0","sap-1.0@tp-1"]""", """["sap-1.0@tp-1","tp-1.0"]""")]
    [InlineData("""["tp-1.0","tp-1.0"]""", """["tp-1.0"]""")]
    [InlineData("""[]""", """[]""")]
    public async Task Can_link_it_to_other_releases(string linked, string expected)
    {
        var url = await Pdc.AddComposeAsync();

        using var response = await Pdc.SendAsync(
            HttpMethod.Patch, url, new { linked_releases = JsonElement.Parse(linked) });

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(expected, (await Pdc.GetAsync(url)).GetProperty("linked_releases").GetRawText());
    }

    [Theory]
    [InlineData("""{}""", "empty")]
    [InlineData("""[]""", "JSON object")]
    [InlineData("""null""", "JSON object")]
    [InlineData("""{ "compose_label": "RC-4.0" }""", "compose_label")]
    [InlineData("""{ "acceptance_testing": "passed", "deleted": true }""", "deleted")]
    [InlineData("""{ "acceptance_testing": "shiny" }""", "acceptance status 'shiny' is not known. Known are: failed, passed")]
    [InlineData("""{ "acceptance_testing": null }""", "acceptance_testing")]
    [InlineData("""{ "acceptance_testing": 7 }""", "acceptance_testing")]
    [InlineData("""{ "linked_releases": "tp-1.0" }""", "linked_releases")]
    [InlineData("""{ "linked_releases": ["tp-1.0", "tp-9.0"] }""", "release 'tp-9.0' is not known")]
    [InlineData("""{ "linked_releases": [null] }""", "release '' is not known")]
    [InlineData("""{ "rtt_tested_architectures": [] }""", "rtt_tested_architectures")]
    [InlineData("""{ "rtt_tested_architectures": { "Desktop": {} } }""", "no variant named 'Desktop'. It has: Client, Server")]
    [InlineData("""{ "rtt_tested_architectures": { "Client": null } }""", "rtt_tested_architectures.Client")]
    [InlineData("""{ "rtt_tested_architectures": { "Client": { "ppc64": "passed" } } }""", "named 'ppc64'. It has: x86_64")]
    [InlineData("""{ "rtt_tested_architectures": { "Client": { "x86_64": "shiny" } } }""", "'shiny' is not known")]
    [InlineData("""{ "rtt_tested_architectures": { "Client": { "x86_64": null } } }""", "'' is not known")]
    public async Task In_a_way_that_is_not_valid_is_refused_and_announces_nothing(string patch, string complaint)
    {
        var url = await Pdc.AddComposeAsync();
        var before = await Pdc.GetAsync(url);

        using var response = await Pdc.SendAsync(HttpMethod.Patch, url, JsonElement.Parse(patch));

        Assert.Contains(complaint, await response.ProblemAsync(HttpStatusCode.BadRequest), StringComparison.Ordinal);
        Assert.Empty(await Pdc.MessagesAsync());
        Assert.Equal(before.GetRawText(), (await Pdc.GetAsync(url)).GetRawText());
    }

    [Theory]
    [InlineData("PATCH", HttpStatusCode.NotFound)]
    [InlineData("DELETE", HttpStatusCode.NotFound)]
    [InlineData("GET", HttpStatusCode.NotFound)]
    [InlineData("PUT", HttpStatusCode.MethodNotAllowed)]
    public async Task That_is_not_there_or_as_a_whole_is_impossible(string method, HttpStatusCode status)
    {
        var body = method is "PATCH" or "PUT" ? new { acceptance_testing = "passed" } : null;

        using var response = await Pdc.SendAsync(HttpMethod.Parse(method), $"{Composes}compose-77/", body);

        await response.ProblemAsync(status);
        Assert.Empty(await Pdc.MessagesAsync());
    }
}
