using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PdcBus.Conformance.Tests;

public sealed class Changing_many_composes : SampleTest
{
    private static readonly object Passed = new { acceptance_testing = "passed" };

    [Fact]
    public async Task Announces_each_in_the_order_of_the_request_with_one_changeset()
    {
        await Pdc.AddComposeAsync(0);
        await Pdc.AddComposeAsync(1);

        using var response = await Pdc.SendAsync(HttpMethod.Patch, Composes, Each(Passed, 1, 0));

        var answer = await response.JsonAsync();
        Assert.Equal([Manifests.IdOf(1), Manifests.IdOf(0)], answer.EnumerateObject().Select(item => item.Name));
        var messages = await Pdc.MessagesAsync();
        Assert.Equal([Manifests.IdOf(1), Manifests.IdOf(0)], messages.Select(message => message.Text("compose_id")));
        Assert.Single(messages.Select(message => message.Number("changeset_id")).Distinct());
        Assert.All(messages, message => Assert.True(JsonElement.DeepEquals(
            answer.GetProperty(message.Text("compose_id")!), message.Body.GetProperty("to"))));
    }

    [Fact]
    public async Task Of_which_one_is_not_there_changes_none()
    {
        var url = await Pdc.AddComposeAsync(0);

        using var response = await Pdc.SendAsync(HttpMethod.Patch, Composes, Each(Passed, 0, 7));

        var problem = await response.JsonAsync();
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal(Manifests.IdOf(7), problem.GetProperty("invalid_data_id").GetString());
        Assert.Empty(await Pdc.MessagesAsync());
        Assert.Equal("untested", (await Pdc.GetAsync(url)).GetProperty("acceptance_testing").GetString());
    }

    [Fact]
    public async Task In_a_way_that_is_not_valid_names_the_one_and_says_what_is_wrong_with_it()
    {
        await Pdc.AddComposeAsync();

        using var response = await Pdc.SendAsync(HttpMethod.Patch, Composes, Each(new { deleted = true }, 0));

        var problem = await response.JsonAsync();
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(Manifests.ComposeId, problem.GetProperty("invalid_data_id").GetString());
        Assert.StartsWith("The field 'deleted'", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_a_whole_is_impossible()
    {
        using var response = await Pdc.SendAsync(HttpMethod.Put, Composes, Each(Passed, 0));

        await response.ProblemAsync(HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task Wants_an_object()
    {
        using var response = await Pdc.SendAsync(HttpMethod.Patch, Composes, new[] { Manifests.ComposeId });

        Assert.Contains(
            "JSON object", await response.ProblemAsync(HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }

    private static JsonObject Each(object patch, params IEnumerable<int> respins) => new(respins.Select(
        respin => KeyValuePair.Create(Manifests.IdOf(respin), JsonSerializer.SerializeToNode(patch))));
}
