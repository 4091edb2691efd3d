using System.Net;

namespace PdcBus.Conformance.Tests;

public sealed class A_message_that_cannot_be_written : SampleTest
{
    /// <summary>
    /// Changed: in the original the thread that met it died, and from then on nothing was sent and nothing said. Here a
    /// message is written once, in the request that queued it: that one fails, with its changes, and nobody else.
    /// </summary>
    [Fact, Case(41)]
    public async Task Is_reported_to_its_own_request_and_the_next_one_arrives()
    {
        using var bad = await Pdc.PostAsync("/views/queue-what-cannot-be-written", new { });
        using var good = await Pdc.PostAsync(Labels, new { name = "a", description = "b" });

        await bad.ProblemAsync(HttpStatusCode.InternalServerError);
        var report = Pdc.Ledger.Decisions.Single(decision => decision.Events.Any(e => e.Topic == "unwritable"));
        Assert.Equal(DiscardReason.NotStored, report.Decision.Reason);
        Assert.Equal(HttpStatusCode.Created, good.StatusCode);
        Assert.Equal("labels.added", Assert.Single(await Pdc.MessagesAsync()).Topic);
    }
}
