using System.Net;
using System.Text.Json.Nodes;

namespace PdcBus.Conformance.Tests;

public sealed class An_import_that_fails : SampleTest
{
    private const string OtherId = "TP-1.0-20150311.0";

    [Fact]
    public async Task At_its_last_step_leaves_nothing_behind()
    {
        var import = Manifests.FullImport().With("location", "MOON");

        using var response = await Pdc.PostAsync(FullImport, import);

        Assert.Equal(
            "The location 'MOON' is not known. Known are: BRQ, NAY.",
            await response.ProblemAsync(HttpStatusCode.BadRequest));
        Assert.Empty(await Pdc.MessagesAsync());
        Assert.Equal(0, (await Pdc.GetAsync(Composes)).GetProperty("count").GetInt32());
        Assert.Equal(0, (await Pdc.GetAsync(Changesets)).GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task Had_announced_three_events_and_the_ledger_says_why_they_were_discarded()
    {
        using var response = await Pdc.PostAsync(FullImport, Manifests.FullImport().With("scheme", "gopher"));

        var decision = DecisionAboutImport();
        Assert.False(decision.Decision.Publish);
        Assert.Equal(["compose", "rpms", "images"], decision.Events.Select(pdcEvent => pdcEvent.Topic));
    }

    [Fact]
    public async Task Because_the_images_are_of_another_compose_leaves_nothing_behind()
    {
        var import = Manifests.FullImport().With("image_manifest.payload.compose.id", OtherId);

        using var response = await Pdc.PostAsync(FullImport, import);

        Assert.Equal(
            $"image_manifest speaks of the compose '{OtherId}', composeinfo of '{Manifests.ComposeId}'.",
            await response.ProblemAsync(HttpStatusCode.BadRequest));
        Assert.Empty(await Pdc.MessagesAsync());
        Assert.Equal(0, (await Pdc.GetAsync(Composes)).GetProperty("count").GetInt32());
        Assert.Equal(["compose", "rpms"], DecisionAboutImport().Events.Select(e => e.Topic));
    }

    [Fact]
    public async Task Does_not_stand_in_the_way_of_the_next_one()
    {
        using var failed = await Pdc.PostAsync(FullImport, Manifests.FullImport().With("location", "MOON"));

        using var response = await Pdc.PostAsync(FullImport, Manifests.FullImport());

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal(3, (await Pdc.MessagesAsync()).Count);
    }

    [Theory]
    [InlineData("release_id")]
    [InlineData("composeinfo")]
    [InlineData("rpm_manifest")]
    [InlineData("image_manifest")]
    [InlineData("location")]
    [InlineData("url")]
    [InlineData("scheme")]
    public async Task Lacks_something_and_says_what(string field)
    {
        using var response = await Pdc.PostAsync(FullImport, Manifests.FullImport().With(field, null));

        Assert.Equal(
            $$"""{"{{field}}":["This field is required."]}""",
            await response.ProblemAsync(HttpStatusCode.BadRequest));
        Assert.Empty(await Pdc.MessagesAsync());
    }

    [Theory]
    [InlineData("colour", "red", "colour")]
    [InlineData("location", 7, "location")]
    [InlineData("composeinfo", 7, "composeinfo is not an object")]
    [InlineData("composeinfo.payload.compose.type", "secret", "compose type 'secret'")]
    [InlineData("composeinfo.payload.variants.Client.type", "secret", "variant type 'secret'")]
    public async Task Says_what_it_does_not_understand(string path, object value, string complaint)
    {
        var import = Manifests.FullImport().With(path, JsonValue.Create(value));

        using var response = await Pdc.PostAsync(FullImport, import);

        Assert.Contains(complaint, await response.ProblemAsync(HttpStatusCode.BadRequest), StringComparison.Ordinal);
        Assert.Empty(await Pdc.MessagesAsync());
    }

    [Fact]
    public async Task Has_an_architecture_that_is_not_known()
    {
        var import = Manifests.FullImport();
        import.At("composeinfo.payload.variants.Client")["arches"] = new JsonArray("pdp11");

        using var response = await Pdc.PostAsync(FullImport, import);

        Assert.StartsWith(
            "The arch 'pdp11' is not known.",
            await response.ProblemAsync(HttpStatusCode.BadRequest),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("composeinfo.payload.compose.label", "RC-4.0")]
    [InlineData("composeinfo.payload.compose.date", "20150311")]
    [InlineData("release_id", "another-1.0")]
    public async Task Contradicts_what_is_stored(string path, string value)
    {
        using var first = await Pdc.PostAsync(FullImport, Manifests.FullImport());
        await Pdc.MessagesAsync();

        using var response = await Pdc.PostAsync(FullImport, Manifests.FullImport().With(path, value));

        Assert.Contains(
            Manifests.ComposeId, await response.ProblemAsync(HttpStatusCode.Conflict), StringComparison.Ordinal);
        Assert.Empty(await Pdc.MessagesAsync());
    }

    [Fact]
    public async Task Is_no_json_at_all()
    {
        using var content = new StringContent("{\"release_id\"", System.Text.Encoding.UTF8, "application/json");
        using var response = await Pdc.Client.PostAsync(FullImport, content, TestContext.Current.CancellationToken);

        Assert.Contains("JSON", await response.ProblemAsync(HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }

    private PdcLedgerDecision DecisionAboutImport() =>
        Pdc.Ledger.Decisions.Single(decision => decision.Source == $"POST {FullImport}");
}
