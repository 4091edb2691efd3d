namespace PdcBus;

public sealed class StompHeartBeatTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static CancellationToken Token => StompBench.Token;

    [Theory]
    [InlineData("10000,10000", 10, 10)]
    [InlineData("20000,30000", 30, 20)]
    [InlineData("0,30000", 30, 0)]
    [InlineData("30000,0", 0, 30)]
    [InlineData("0,0", 0, 0)]
    [InlineData("1,1", 10, 10)]
    [InlineData("99999999999999,99999999999999", 3600, 3600)]
    [InlineData("4294967295,4294967296", 3600, 3600)]
    [InlineData("-1,-1", 0, 0)]
    [InlineData("a,b", 0, 0)]
    [InlineData("10000", 0, 0)]
    [InlineData(",", 0, 0)]
    [InlineData("", 0, 0)]
    public void Negotiate_AnyAnswer_IsTheSlowerOfBothWithinReason(string answer, int send, int receive) => Assert.Equal(
        new StompHeartBeat(send * Second, receive * Second),
        StompHeartBeat.Negotiate(10 * Second, StompOctets.Of(answer)));

    [Fact]
    public void Negotiate_BothVeryFast_IsASecond() => Assert.Equal(
        new StompHeartBeat(Second, Second),
        StompHeartBeat.Negotiate(TimeSpan.FromMilliseconds(10), "1,1"u8));

    [Fact]
    public void Negotiate_NoneWanted_IsNone() =>
        Assert.Equal(default, StompHeartBeat.Negotiate(TimeSpan.Zero, "1000,1000"u8));

    [Fact]
    public void GiveUpAfter_FirstBeat_HasMoreTime()
    {
        var beat = new StompHeartBeat(10 * Second, 10 * Second);

        Assert.Equal(32 * Second, beat.GiveUpAfter(hasBeaten: false));
        Assert.Equal(22 * Second, beat.GiveUpAfter(hasBeaten: true));
        Assert.Equal(5 * Second, beat.SendAfter);
    }

    [Fact]
    public async Task Idle_ClientBeatsInTime()
    {
        StompPeer? server = null;
        await using var scripted = new ScriptedStompServer(async (peer, token) =>
        {
            server = peer;
            await peer.AcceptAsync(token, "version:1.2", "heart-beat:0,10000");
            await peer.ServeAsync(token);
        });
        await using var bench = new StompBench(o => o.HeartBeat = 10 * Second, scripted.Url);
        await StompBench.SucceedAsync(bench.SendAsync());

        for (var beats = 1; beats <= 5; beats++)
        {
            // Never later than 0.8 of the time that was agreed on.
            bench.Clock.Advance(8 * Second);
            var expected = beats;
            await Eventually.IsTrueAsync(() => server!.Beats >= expected, TimeSpan.FromSeconds(10), Token);
        }

        Assert.InRange(server!.Beats, 5, 8);
        Assert.Empty(scripted.Problems);
    }

    [Fact]
    public async Task Idle_ServerBeatsLate_IsForgivenAndSilentIsNot()
    {
        StompPeer? server = null;
        await using var scripted = new ScriptedStompServer(async (peer, token) =>
        {
            server = peer;
            await peer.AcceptAsync(token, "version:1.2", "heart-beat:10000,0");
            await peer.ServeAsync(token);
        });
        await using var bench = new StompBench(o => o.HeartBeat = 10 * Second, scripted.Url);
        await StompBench.SucceedAsync(bench.SendAsync());

        for (var i = 0; i < 3; i++)
        {
            bench.Clock.Advance(20 * Second);
            await server!.WriteAsync("\n", Token);
            await StompBench.SucceedAsync(bench.SendAsync());
        }

        Assert.Equal(1, scripted.Connections);

        bench.Clock.Advance(23 * Second);
        await Eventually.IsTrueAsync(() => bench.Logs.Of(1302).Count == 1, TimeSpan.FromSeconds(10), Token);
        Assert.Contains("no sign of life for 23 s", bench.Logs.Single(1302).Text, StringComparison.Ordinal);
        await bench.SucceedWithinAsync(bench.SendAsync(), Second);
    }
}
