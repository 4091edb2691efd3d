using System.Net;
using System.Text.Json.Nodes;

namespace PdcBus.Conformance.Tests;

/// <summary>What an import announces, and what is left of one that fails.</summary>
public sealed class Imports_of_composes : SampleTest
{
    [Fact, Case(19)]
    public async Task Images_of_a_new_compose_give_the_compose_then_the_images()
    {
        using var response = await Pdc.PostAsync(ComposeImages, Manifests.Images());

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var messages = await Pdc.MessagesAsync();
        Assert.Equal(["compose create", "images import"], messages.Select(Words));
        Assert.Equal("2015-03-10", messages[0].Text("compose_date"));
        Assert.Equal(4, messages[1].Number("count"));
    }

    [Fact, Case(20)]
    public async Task Rpms_of_a_compose_that_is_there_give_the_rpms_alone()
    {
        using var images = await Pdc.PostAsync(ComposeImages, Manifests.Images());
        await Pdc.MessagesAsync();

        using var response = await Pdc.PostAsync(ComposeRpms, Manifests.Rpms());

        var message = Assert.Single(await Pdc.MessagesAsync());
        Assert.Equal("rpms import", Words(message));
        Assert.Equal(6, message.Number("count"));
    }

    [Fact, Case(21)]
    public async Task A_full_import_gives_three_messages_and_the_same_one_again_gives_two_with_the_same_counts()
    {
        using var first = await Pdc.PostAsync(FullImport, Manifests.FullImport());
        var messages = await Pdc.MessagesAsync();
        using var second = await Pdc.PostAsync(FullImport, Manifests.FullImport());
        var again = await Pdc.MessagesAsync();

        Assert.Equal(["compose create", "rpms import", "images import"], messages.Select(Words));
        Assert.Equal(["rpms import", "images import"], again.Select(Words));
        Assert.Equal([6, 4], messages.Skip(1).Select(message => message.Number("count")));
        Assert.Equal([6, 4], again.Select(message => message.Number("count")));
    }

    [Fact, Case(22)]
    public Task A_full_import_with_the_images_of_another_compose_leaves_nothing_behind() => AssertNothingIsLeftAsync(
        Manifests.FullImport().With("image_manifest.payload.compose.id", Manifests.IdOf(1)), ["compose", "rpms"]);

    [Fact, Case(23)]
    public Task A_full_import_with_a_tree_location_that_is_not_known_leaves_nothing_behind() => AssertNothingIsLeftAsync(
        Manifests.FullImport().With("location", "MOON"), ["compose", "rpms", "images"]);

    private async Task AssertNothingIsLeftAsync(JsonObject import, IEnumerable<string> queued)
    {
        using var response = await Pdc.PostAsync(FullImport, import);

        await response.ProblemAsync(HttpStatusCode.BadRequest);
        Assert.Equal(queued, Assert.Single(Pdc.Ledger.Decisions).Events.Select(queuedEvent => queuedEvent.Topic));
        Assert.Empty(await Pdc.MessagesAsync());
        Assert.Equal(0, (await Pdc.GetAsync(Composes)).GetProperty("count").GetInt32());
    }

    private static string Words(Captured message) => $"{message.Topic} {message.Text("action")}";
}
