using System.Net;
using System.Text.Json.Nodes;

namespace PdcBus.Conformance.Tests;

public sealed class Importing_a_compose : SampleTest
{
    [Fact]
    public async Task Announces_all_of_it_with_one_comment_and_one_changeset()
    {
        using var response = await Pdc.PostAsync(FullImport, Manifests.FullImport(), ("PDC-Change-Comment", "first"));

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var messages = await Pdc.MessagesAsync();
        Assert.Equal(3, messages.Count);
        Assert.All(messages, message =>
        {
            Assert.Equal(Manifests.ComposeId, message.Text("compose_id"));
            Assert.Equal("first", message.Text("comment"));
            Assert.Equal(1, message.Number("changeset_id"));
            Assert.Equal(messages[0].Text("committed_on"), message.Text("committed_on"));
        });
    }

    [Fact]
    public async Task Answers_what_it_did()
    {
        using var response = await Pdc.PostAsync(FullImport, Manifests.FullImport());

        Assert.Equal(
            """{"compose":"TP-1.0-20150310.0","imported rpms":6,"imported images":4,"set_locations":5}""",
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Twice_answers_the_same()
    {
        using var first = await Pdc.PostAsync(FullImport, Manifests.FullImport());
        using var second = await Pdc.PostAsync(FullImport, Manifests.FullImport());

        Assert.Equal(
            await first.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            await second.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("images-1.0.json")]
    [InlineData("images-1.1.json")]
    [InlineData("images-1.2.json")]
    public async Task By_its_images_announces_the_compose_and_the_images(string manifest)
    {
        using var response = await Pdc.PostAsync(ComposeImages, Manifests.Images(manifest));

        Assert.Equal(
            """{"compose":"TP-1.0-20150310.0","imported images":4}""",
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var messages = await Pdc.MessagesAsync();
        Assert.Equal(["compose", "images"], messages.Select(message => message.Topic));
        Assert.Equal("create", messages[0].Text("action"));
        Assert.Equal("2015-03-10", messages[0].Text("compose_date"));
        Assert.Equal("import", messages[1].Text("action"));
        Assert.Equal(4, messages[1].Number("count"));
    }

    [Theory]
    [InlineData("rpms-1.0.json")]
    [InlineData("rpms-1.1.json")]
    [InlineData("rpms-1.2.json")]
    public async Task By_its_rpms_after_its_images_announces_the_rpms_alone(string manifest)
    {
        using var images = await Pdc.PostAsync(ComposeImages, Manifests.Images());
        await Pdc.MessagesAsync();

        using var response = await Pdc.PostAsync(ComposeRpms, Manifests.Rpms(manifest));

        Assert.Equal(
            """{"compose":"TP-1.0-20150310.0","imported rpms":6}""",
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var message = Assert.Single(await Pdc.MessagesAsync());
        Assert.Equal("rpms", message.Topic);
        Assert.Equal(6, message.Number("count"));
    }

    [Fact]
    public async Task Shows_it_among_the_composes()
    {
        using var response = await Pdc.PostAsync(FullImport, Manifests.FullImport());

        var list = await Pdc.GetAsync(Composes);
        var compose = await Pdc.GetAsync($"{Composes}{Manifests.ComposeId}/");

        Assert.Equal(compose.GetRawText(), Assert.Single(list.GetProperty("results").EnumerateArray()).GetRawText());
        var expected = new JsonObject
        {
            ["compose_id"] = Manifests.ComposeId,
            ["compose_date"] = "2015-03-10",
            ["compose_type"] = "production",
            ["compose_respin"] = 0,
            ["release"] = "tp-1.0",
            ["compose_label"] = "RC-3.1",
            ["deleted"] = false,
            ["rpm_mapping_template"] =
                $"{Pdc.Address}/rest_api/v1/composes/{Manifests.ComposeId}/rpm-mapping/{{{{package}}}}/",
            ["sigkeys"] = new JsonArray("abcdef00"),
            ["acceptance_testing"] = "untested",
            ["linked_releases"] = new JsonArray("sap-1.0@tp-1"),
            ["rtt_tested_architectures"] = new JsonObject
            {
                ["Client"] = new JsonObject { ["x86_64"] = "untested" },
                ["Server"] = new JsonObject { ["ppc64"] = "untested", ["s390x"] = "untested", ["x86_64"] = "untested" },
                ["Server-SAP"] = new JsonObject { ["x86_64"] = "untested" },
            },
        };
        Assert.Equal(expected.ToJsonString(), compose.GetRawText());
    }

    [Fact]
    public async Task With_rpms_that_nobody_signed_shows_a_null_among_its_keys()
    {
        var import = Manifests.Rpms();
        var source = import.At("rpm_manifest.payload.rpms.Client.x86_64").AsObject().Single().Value!.AsObject();
        source.First().Value!["sigkey"] = null;

        using var response = await Pdc.PostAsync(ComposeRpms, import);

        var compose = await Pdc.GetAsync($"{Composes}{Manifests.ComposeId}/");
        Assert.Equal("""[null,"abcdef00"]""", compose.GetProperty("sigkeys").GetRawText());
    }

    [Fact]
    public async Task Counts_only_what_belongs_to_its_variants()
    {
        var import = Manifests.Rpms();
        import.At("composeinfo.payload.variants").AsObject().Remove("Client");

        using var response = await Pdc.PostAsync(ComposeRpms, import);

        Assert.Equal(3, (await response.JsonAsync()).GetProperty("imported rpms").GetInt32());
        Assert.Equal(3, (await Pdc.MessagesAsync())[1].Number("count"));
    }

    [Fact]
    public async Task Speaks_of_one_in_the_newer_format_all_the_same()
    {
        var import = Manifests.FullImport().With("composeinfo", Golden.Node("composeinfo-1.2.json"));

        using var response = await Pdc.PostAsync(FullImport, import);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var compose = await Pdc.GetAsync($"{Composes}{Manifests.ComposeId}/");
        Assert.Equal("""["sap-1.0@tp-1"]""", compose.GetProperty("linked_releases").GetRawText());
    }
}
