namespace PdcBus;

/// <summary>Several servers, and what happens when they fail and return.</summary>
public sealed class StompEndpointTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static CancellationToken Token => StompBench.Token;

    [Fact]
    public async Task Home_WellAgain_TakesOverAndTheOtherIsEmptied()
    {
        await using var home = new SwitchableServer { IsWell = false };
        await using var other = new SwitchableServer();
        await using var bench = new StompBench(home.Url, other.Url);

        await StompBench.SucceedAsync(bench.SendAsync(body: "1"));
        home.IsWell = true;
        bench.Clock.Advance(Minute);
        await StompBench.SucceedAsync(bench.SendAsync(body: "2"));
        await Eventually.IsTrueAsync(() => home.Accepted == 1, TimeSpan.FromSeconds(10), Token);
        await Eventually.IsTrueAsync(() => other.Goodbyes == 1, TimeSpan.FromSeconds(10), Token);
        await StompBench.SucceedAsync(bench.SendAsync(body: "3"));

        Assert.Equal(["1", "2"], other.Bodies);
        Assert.Equal(["3"], home.Bodies);
        Assert.Empty(bench.Logs.Of(1302));
    }

    [Fact]
    public async Task Home_StillIll_IsAskedLessAndLessAndNobodyWaitsForIt()
    {
        await using var home = new SwitchableServer { IsWell = false };
        await using var other = new SwitchableServer();
        await using var bench = new StompBench(home.Url, other.Url);

        for (var i = 0; i < 120; i++)
        {
            await StompBench.SucceedAsync(bench.SendAsync());
            bench.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.InRange(home.Connections, 2, 12);
        Assert.Equal(1, other.Connections);
    }

    [Fact]
    public async Task Connection_LostTwiceBeforeAConfirm_MovesToTheNextServer()
    {
        await using var home = new SwitchableServer { HangsUpOnSend = true };
        await using var other = new SwitchableServer();
        await using var bench = new StompBench(home.Url, other.Url);

        Assert.Equal(MessengerErrorKind.InDoubt, (await StompBench.FailAsync(bench.SendAsync())).Kind);
        Assert.Equal(MessengerErrorKind.InDoubt, (await StompBench.FailAsync(bench.SendAsync())).Kind);
        await StompBench.SucceedAsync(bench.SendAsync());

        Assert.Equal(2, home.Connections);
        Assert.Equal(1, other.Connections);
    }

    [Fact]
    public async Task Server_FallsSilent_TheNextTakesOverAtOnce()
    {
        await using var home = new SwitchableServer();
        await using var other = new SwitchableServer();
        await using var bench = new StompBench(home.Url, other.Url);
        await StompBench.SucceedAsync(bench.SendAsync());

        home.IsSilent = true;
        await bench.FailWithinAsync(bench.SendAsync(), TimeSpan.FromSeconds(12));
        await StompBench.SucceedAsync(bench.SendAsync());

        Assert.Equal(1, home.Connections);
        Assert.Single(other.Bodies);
    }

    [Fact]
    public async Task Servers_KilledInTurnTwentyTimes_AlwaysRecovers()
    {
        SwitchableServer[] servers = [new(), new()];
        await using var first = servers[0];
        await using var second = servers[1];
        await using var bench = new StompBench(first.Url, second.Url);
        var sent = 0;

        for (var round = 0; round < 20; round++)
        {
            var dead = servers[round % 2];
            dead.IsWell = false;
            dead.HangUp();
            for (var delivered = 0; delivered < 5;)
            {
                var send = bench.SendAsync(body: $"{sent}");
                try
                {
                    await bench.SucceedWithinAsync(send, 5 * Minute);
                    sent++;
                    delivered++;
                }
                catch (MessengerException error)
                {
                    // The relay would send it again.
                    Assert.True(error.Kind is MessengerErrorKind.InDoubt or MessengerErrorKind.Unreachable, error.Message);
                }
            }

            dead.IsWell = true;
        }

        var arrived = first.Bodies.Concat(second.Bodies).Distinct().Count();
        Assert.Equal(100, sent);
        Assert.Equal(100, arrived);
        Assert.Equal(0, first.Problems + second.Problems);
    }

    [Fact]
    public async Task RandomStart_ManyApplications_SpreadOverTheServers()
    {
        await using var first = new SwitchableServer();
        await using var second = new SwitchableServer();

        for (var i = 0; i < 40; i++)
        {
            await using var bench = new StompBench(o => o.RandomStart = true, first.Url, second.Url);
            await StompBench.SucceedAsync(bench.SendAsync());
        }

        // By chance alone all forty go to one server once in 5 * 10^11 runs.
        Assert.InRange(first.Accepted, 1, 39);
        Assert.Equal(40, first.Accepted + second.Accepted);
    }

    /// <summary>A server that can be made ill and well.</summary>
    private sealed class SwitchableServer : IAsyncDisposable
    {
        private readonly ScriptedStompServer _server;
        private readonly List<StompPeer> _peers = [];
        private readonly List<string> _bodies = [];
        private int _accepted;
        private int _goodbyes;

        public SwitchableServer() => _server = new ScriptedStompServer(PlayAsync);

        public bool IsWell { get; set; } = true;

        public bool HangsUpOnSend { get; init; }

        public bool IsSilent { get; set; }

        public string Url => _server.Url;

        public int Connections => _server.Connections;

        public int Problems => _server.Problems.Count;

        public int Accepted => Volatile.Read(ref _accepted);

        public int Goodbyes => Volatile.Read(ref _goodbyes);

        public IReadOnlyList<string> Bodies
        {
            get
            {
                lock (_bodies) return [.. _bodies];
            }
        }

        public void HangUp()
        {
            lock (_peers)
            {
                foreach (var peer in _peers) peer.Reset();
                _peers.Clear();
            }
        }

        public ValueTask DisposeAsync() => _server.DisposeAsync();

        private async Task PlayAsync(StompPeer peer, CancellationToken cancellationToken)
        {
            if (!IsWell) return;
            await peer.AcceptAsync(cancellationToken);
            lock (_peers) _peers.Add(peer);
            Interlocked.Increment(ref _accepted);
            while (await peer.ReadAsync(cancellationToken) is { } frame)
            {
                if (HangsUpOnSend) return;
                if (IsSilent) continue;
                if (frame.Command == "DISCONNECT") Interlocked.Increment(ref _goodbyes);
                lock (_bodies) if (frame.Command == "SEND") _bodies.Add(frame.Text);
                await peer.ReceiptAsync(frame["receipt"], cancellationToken);
            }
        }
    }
}
