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
            AddLabel(scope, "kept");
            await scope.CompleteAsync(cancellationToken);
        }

        await using (var scope = await OpenAsync(default))
        {
            AddLabel(scope, "left");
            await scope.Services.GetRequiredService<PdcDbContext>().SaveChangesAsync(cancellationToken);
        }

        var labels = await Pdc.GetAsync(Labels);
        var kept = Assert.Single(labels.GetProperty("results").EnumerateArray());
        Assert.Equal("kept", kept.GetProperty("name").GetString());
        var message = Assert.Single(await Pdc.MessagesAsync());
        Assert.Equal(1, message.Number("changeset_id"));
    }

    private Task<IPdcEventScope> OpenAsync(PdcOrigin origin) =>
        Pdc.Services.GetRequiredService<IPdcEventScopeFactory>().OpenAsync(
            "nightly work", origin, cancellationToken: TestContext.Current.CancellationToken);

    private static void AddLabel(IPdcEventScope scope, string name)
    {
        scope.Services.GetRequiredService<PdcDbContext>().Labels.Add(new() { Name = name, Description = "by night" });
        scope.Services.GetRequiredService<Changes>().Add("label", 1, null, new { name });
        scope.Buffer.Add(new Painted("mallory", name));
    }

    [PdcTopic("widgets.painted")]
    private sealed record Painted(string Author, string Colour);
}
