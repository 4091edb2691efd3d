using Microsoft.Extensions.DependencyInjection;
using PdcBus.Sample;

namespace PdcBus.Conformance.Tests;

public sealed class Background_work : SampleTest
{
    [Fact]
    public async Task Overwrites_an_author_that_an_event_carries_itself()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using (var scope = await OpenAsync(new PdcOrigin("alice", "by night")))
        {
            scope.Buffer.Add(new Painted("mallory", "red"));
            await scope.CompleteAsync(cancellationToken);
        }

        var message = Assert.Single(await Pdc.MessagesAsync());
        Assert.Equal("widgets.painted", message.Topic);
        Assert.Equal("alice", message.Text("author"));
        Assert.Equal("red", message.Text("colour"));
    }

    [Fact]
    public async Task Is_one_transaction_with_one_changeset()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using (var scope = await OpenAsync(new PdcOrigin("alice", null)))
        {
            await AddLabelAsync(scope, "kept");
            await scope.CompleteAsync(cancellationToken);
        }

        await using (var scope = await OpenAsync(default))
        {
            await AddLabelAsync(scope, "left");
        }

        var labels = await Pdc.GetAsync(Labels);
        var kept = Assert.Single(labels.GetProperty("results").EnumerateArray());
        Assert.Equal("kept", kept.GetProperty("name").GetString());
        var messages = await Pdc.MessagesAsync();
        Assert.Equal(["widgets.painted", "labels.added"], messages.Select(message => message.Topic));
        Assert.All(messages, message => Assert.Equal(1, message.Number("changeset_id")));
        Assert.Equal("http://localhost:5000/rest_api/v1/labels/1/", messages[1].Text("url"));
    }

    private Task<IPdcEventScope> OpenAsync(PdcOrigin origin) =>
        Pdc.Services.GetRequiredService<IPdcEventScopeFactory>().OpenAsync(
            "nightly work", origin, cancellationToken: TestContext.Current.CancellationToken);

    private static async Task AddLabelAsync(IPdcEventScope scope, string name)
    {
        var database = scope.Services.GetRequiredService<PdcDbContext>();
        database.Labels.Add(new() { Name = name, Description = "by night" });
        scope.Buffer.Add(new Painted("mallory", name));
        await database.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    [PdcTopic("widgets.painted")]
    private sealed record Painted(string Author, string Colour);
}
