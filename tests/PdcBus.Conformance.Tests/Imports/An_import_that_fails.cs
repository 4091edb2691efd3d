using System.Net;
using System.Text.Json.Nodes;

namespace PdcBus.Conformance.Tests;

public sealed class An_import_that_fails : SampleTest
{
    [Fact]
    public async Task At_its_last_step_says_what_is_wrong_and_leaves_no_changeset_behind()
    {
        var import = Manifests.FullImport().With("location", "MOON");

        using var response = await Pdc.PostAsync(FullImport, import);

        Assert.Equal(
            "The location 'MOON' is not known. Known are: BRQ, NAY.",
            await response.ProblemAsync(HttpStatusCode.BadRequest));
        Assert.Equal(0, (await Pdc.GetAsync(Changesets)).GetProperty("count").GetInt32());
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
    [InlineData("image_manifest.payload.compose.id", "TP-2", "'TP-2', composeinfo of 'TP-1.0-20150310.0'.")]
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
}
