using System.Net;

namespace PdcBus.Conformance.Tests;

/// <summary>How a request ends decides whether what it queued is sent.</summary>
public sealed class Endings_of_requests : SampleTest
{
    private const string Painted = """[["widgets.painted", { "colour": "red" }]]""";

    /// <summary>The original answered 503. An error of the program is a 500 here: to try again would not help.</summary>
    [Fact, Case(9)]
    public async Task A_view_that_stores_queues_and_throws_leaves_nothing_behind()
    {
        using var response = await Pdc.QueueAsync("store-and-throw", Painted);

        await response.ProblemAsync(HttpStatusCode.InternalServerError);
        Assert.Empty(await Pdc.MessagesAsync());
        Assert.Equal(0, (await Pdc.GetAsync(Labels)).GetProperty("count").GetInt32());
    }

    [Theory, Case(10)]
    [InlineData(404)]
    [InlineData(405)]
    [InlineData(409)]
    public async Task A_view_that_queues_and_answers_an_error_sends_nothing(int status)
    {
        using var response = await Pdc.QueueAsync($"answer/{status}", Painted);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Empty(await Pdc.MessagesAsync());
    }

    /// <summary>
    /// Kept as it was: a redirect after a form is how a success ends in a browser, so every status below 400 is one.
    /// </summary>
    [Theory, Case(11)]
    [InlineData(302)]
    [InlineData(399)]
    public async Task A_view_that_queues_and_answers_a_3xx_sends(int status)
    {
        using var response = await Pdc.QueueAsync($"answer/{status}", Painted);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("widgets.painted", Assert.Single(await Pdc.MessagesAsync()).Topic);
    }

    /// <summary>
    /// The flag was a property of the original's response objects. Here the view says it to the buffer, with a reason
    /// that the ledger shows.
    /// </summary>
    [Fact, Case(12)]
    public async Task A_view_that_queues_flags_an_error_and_answers_200_sends_nothing()
    {
        using var response = await Pdc.QueueAsync("flag-an-error", Painted);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(await Pdc.MessagesAsync());
        Assert.Contains(Pdc.Ledger.Decisions, d => d.Decision.Detail.Contains("has flagged an error", StringComparison.Ordinal));
    }

    /// <summary>The original called its messenger with an empty list. Here there is not even a decision.</summary>
    [Fact, Case(13)]
    public async Task A_get_that_queues_nothing_touches_neither_outbox_nor_bus()
    {
        await using var broker = new LoopbackProxy(new IPEndPoint(IPAddress.Loopback, 1)) { Refuses = true };
        await using var pdc = new SampleServer(
            null,
            ("PdcBus:Messenger", "rabbitmq"),
            ("PdcBus:RabbitMq:Urls:0", $"amqp://guest:guest@{broker.Address.Host}:{broker.Address.Port}/"));

        await pdc.GetAsync(Labels);

        Assert.Empty(pdc.Ledger.Decisions);
        Assert.Equal(0, broker.Accepted);

        // Without this the test would not notice a broker that is never asked.
        using var response = await pdc.QueueAsync("answer/200", Painted);
        await Eventually.IsTrueAsync(
            () => broker.Accepted > 0, TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }
}
