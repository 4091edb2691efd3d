using System.Net;
using System.Text.Json;

namespace PdcBus.Conformance.Tests;

public sealed class Creating_a_label : SampleTest
{
    private static readonly object Valid = new { name = "a", description = "b" };

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
