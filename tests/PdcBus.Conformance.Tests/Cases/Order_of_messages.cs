using System.Net;

namespace PdcBus.Conformance.Tests;

/// <summary>
/// The original's last messenger handed neighbours of one topic over together, to save connections. A relay that keeps
/// its connection has nothing to save: it hands over one message after the other, so what is left of the groups is
/// their order.
/// </summary>
public sealed class Order_of_messages : SampleTest
{
    [Fact, Case(36)]
    public Task Of_one_topic_is_that_in_which_they_were_queued() => AssertKeptAsync("a", "a");

    [Fact, Case(37)]
    public Task Of_several_topics_is_that_in_which_they_were_queued() => AssertKeptAsync("a", "b", "a", "a");

    private async Task AssertKeptAsync(params string[] topics)
    {
        var queued = topics.Index().Select(item => $$"""["{{item.Item}}", { "number": {{item.Index}} }]""");

        using var response = await Pdc.QueueAsync("answer/200", $"[{string.Join(',', queued)}]");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(
            topics.Index().Select(item => (item.Item, (long)item.Index)),
            (await Pdc.MessagesAsync()).Select(message => (message.Topic, message.Number("number"))));
    }
}
