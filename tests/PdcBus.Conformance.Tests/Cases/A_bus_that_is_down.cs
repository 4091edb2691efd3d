using System.Net;

namespace PdcBus.Conformance.Tests;

/// <summary>
/// In the original it was the messenger that decided what a request suffered from the bus: one with a thread of its own
/// lost the message, the others made an error of a change that was stored. Here no messenger is waited for and none
/// loses: the message stands in the outbox before the answer leaves, and goes out when the bus is back.
/// </summary>
public sealed class A_bus_that_is_down
{
    private const string Labels = "/rest_api/v1/labels/";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact, Case(34)]
    public Task Because_it_refuses_fails_no_request_is_reported_and_gets_everything_when_it_is_back() =>
        AssertGetsEverythingAsync(down: bus => bus.Refuses = true, up: bus => bus.Refuses = false);

    [Fact, Case(35)]
    public Task Because_it_answers_nothing_holds_up_no_request_and_gets_everything_when_it_is_back() =>
        AssertGetsEverythingAsync(down: bus => bus.Freeze(), up: bus => bus.Thaw());

    private static async Task AssertGetsEverythingAsync(Action<LoopbackProxy> down, Action<LoopbackProxy> up)
    {
        await using var exchange = await RabbitMqExchange.RequireAsync();
        await using var subscriber = await exchange.ListenAsync();
        await using var bus = new LoopbackProxy(
            new DnsEndPoint(exchange.Server.Url.Host, exchange.Server.Url.Port));
        down(bus);
        await using var pdc = new SampleServer(null, exchange.Settings(by: bus));

        // It is down until after the answers: a request that waited for it would never end.
        using var first = await pdc.PostAsync(Labels, new { name = "first", description = "b" });
        await Eventually.IsTrueAsync(async () => await ReportsAsync(pdc), TimeSpan.FromMinutes(1), Token);
        using var second = await pdc.PostAsync(Labels, new { name = "second", description = "b" });

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (first.StatusCode, second.StatusCode));
        Assert.Equal(2, (await pdc.GetAsync(Labels)).GetProperty("count").GetInt32());

        up(bus);
        var received = await subscriber.ReceiveAsync(2, Token);
        Assert.Contains("first", received[0].Text, StringComparison.Ordinal);
        Assert.Contains("second", received[1].Text, StringComparison.Ordinal);
    }

    private static async Task<bool> ReportsAsync(SampleServer pdc)
    {
        using var response = await pdc.SendAsync(HttpMethod.Get, "/health/ready");
        return (await response.Content.ReadAsStringAsync(Token)).Contains("unreachable", StringComparison.Ordinal);
    }
}
