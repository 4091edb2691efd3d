using Microsoft.Extensions.DependencyInjection;

namespace PdcBus;

public sealed class LaneRouterTests
{
    [Fact]
    public async Task Route_FirstMatchInTheOrderOfNumbersDecides()
    {
        await using var bench = New(
            ("PdcBus:Routes:10:Topic", "#"), ("PdcBus:Routes:10:Messengers:0", "a"),
            ("PdcBus:Routes:9:Topic", "labels.*"), ("PdcBus:Routes:9:Messengers:0", "b"),
            ("PdcBus:Routes:2:Topic", "secret"));

        Assert.Equal(["b"], Lanes(bench, "labels.added"));
        Assert.Equal(["a"], Lanes(bench, "compose"));
        Assert.Empty(Lanes(bench, "secret"));
    }

    [Fact]
    public async Task Route_NoMatch_GoesToAllChosen()
    {
        await using var bench = New(("PdcBus:Routes:0:Topic", "labels.*"), ("PdcBus:Routes:0:Messengers:0", "b"));

        Assert.Equal(["a", "b"], Lanes(bench, "compose"));
    }

    [Fact]
    public async Task Route_MessengerNamedTwice_GetsOneRow()
    {
        await using var bench = New(
            ("PdcBus:Routes:0:Topic", "#"), ("PdcBus:Routes:0:Messengers:0", "b"), ("PdcBus:Routes:0:Messengers:1", "B"));

        Assert.Equal(["b"], Lanes(bench, "compose"));
    }

    [Fact]
    public async Task Route_Prefix_IsNotMatched()
    {
        await using var bench = New(
            ("PdcBus:TopicPrefix", "eng"), ("PdcBus:Routes:0:Topic", "labels.*"), ("PdcBus:Routes:0:Messengers:0", "b"));

        Assert.Equal(["b"], Lanes(bench, "labels.added"));
    }

    [Theory]
    [InlineData("PdcBus:Routes:0:Messengers:0", "c", "PdcBus:Routes:0:Messengers names 'c'")]
    [InlineData("PdcBus:Routes:0:Topic", "", "PdcBus:Routes:0:Topic is empty")]
    public async Task Start_BadRoute_IsRefusedWithTheSetting(string key, string value, string expected)
    {
        var settings = new Dictionary<string, string>
        {
            ["PdcBus:Routes:0:Topic"] = "#",
            ["PdcBus:Routes:0:Messengers:0"] = "a",
            [key] = value,
        };
        await using var bench = New([.. settings.Select(s => (s.Key, s.Value))]);

        var error = await Assert.ThrowsAsync<PdcBusException>(bench.StartAsync);

        Assert.StartsWith(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Route_Shards_KeepAKeyOnOneLane()
    {
        await using var bench = New(("PdcBus:Messenger", "a"), ("PdcBus:Relay:Shards", "4"));
        var router = bench.Services.GetRequiredService<LaneRouter>();

        var rows = new List<OutboxRow>();
        for (var i = 0; i < 100; i++) router.Route("t", Make.Message("t", $"k{i % 10}"), rows);

        Assert.Equal(["a#0", "a#1", "a#2", "a#3"], router.Lanes.Select(l => l.Lane));
        Assert.All(rows.GroupBy(r => r.Message.OrderingKey), key => Assert.Single(key.Select(r => r.Lane).Distinct()));
        Assert.True(rows.Select(r => r.Lane).Distinct().Count() > 1);
    }

    [Theory]
    [InlineData("", 3, 1)]
    [InlineData("compose-1", 16, 1)]
    public void ShardOf_IsTheSameInEveryProcess(string key, int shards, int expected) =>
        Assert.Equal(expected, LaneName.ShardOf(key, shards));

    private static Bench New(params (string Key, string Value)[] settings) => new(
        b => b.AddMessenger("a", _ => new NoneMessenger()).AddMessenger("b", _ => new NoneMessenger()),
        [.. settings.Any(s => s.Key == "PdcBus:Messenger")
            ? Array.Empty<(string, string)>()
            : [("PdcBus:Messenger:0", "a"), ("PdcBus:Messenger:1", "b")], .. settings]);

    private static IEnumerable<string> Lanes(Bench bench, string topic)
    {
        var rows = new List<OutboxRow>();
        bench.Services.GetRequiredService<LaneRouter>().Route(topic, Make.Message(topic), rows);
        return rows.Select(r => r.Lane);
    }
}
