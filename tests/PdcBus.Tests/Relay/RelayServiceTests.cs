using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace PdcBus;

public sealed class RelayServiceTests
{
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(5);

    private readonly FakeTimeProvider _clock = new(Make.Noon);
    private readonly ScriptedMessenger _messenger;
    private readonly ScriptedLeases _leases = new();

    public RelayServiceTests() => _messenger = new ScriptedMessenger(_clock) { Rule = s => s.Confirm() };

    [Fact]
    public async Task Run_LanesHeld_AreSentAndRenewedThreeTimesPerLease()
    {
        await using var bench = await StartAsync();
        await bench.FillAsync();
        await _messenger.SendAsync(1);
        var renewals = _leases.Renewals;

        for (var i = 1; i <= 6; i++)
        {
            _clock.Advance(Renewal);
            await Wait.UntilAsync(() => _leases.Renewals >= renewals + i, "the leases were renewed");
        }

        Assert.Equal(renewals + 6, _leases.Renewals);
        Assert.Empty(_leases.Released);
    }

    [Fact]
    public async Task Run_LaneHeldByAnother_IsTakenWhenItIsGranted()
    {
        _leases.Grant = _ => new LeaseGrant([], []);
        await using var bench = await StartAsync();
        await bench.FillAsync();
        await RenewedAsync();
        Assert.Empty(_messenger.All);
        Assert.Empty(Relay(bench).Lanes);

        _leases.Grant = lanes => new LeaseGrant(lanes, []);
        await RenewedAsync();

        await _messenger.SendAsync(1);
        Assert.Equal(["bus"], Relay(bench).Lanes.Select(l => l.Messenger));
    }

    [Fact]
    public async Task Run_LaneLost_RecallsWhatIsUnderWayAndSendsNothingMore()
    {
        _messenger.Rule = null;
        await using var bench = await StartAsync();
        await bench.FillAsync();
        var sending = await _messenger.SendAsync(1);

        _leases.Grant = _ => new LeaseGrant([], []);
        await RenewedAsync();

        await Wait.UntilAsync(() => sending.Cancellation.IsCancellationRequested, "the send was recalled");
        await Wait.UntilAsync(() => Relay(bench).Lanes.Count == 0, "the lane had ended");
        await bench.FillAsync();
        await RenewedAsync();
        Assert.Single(_messenger.All);
    }

    [Fact]
    public async Task Run_LaneIsSurplus_EndsWithWhatIsUnderWayThenIsHandedBack()
    {
        _messenger.Rule = null;
        await using var bench = await StartAsync(("PdcBus:Relay:SendTimeout", "00:04:00"));
        await TwoUnderWayAsync(bench);
        await bench.FillAsync();

        _leases.Grant = lanes => new LeaseGrant(lanes, lanes);
        await RenewedAsync();
        Assert.All(_messenger.UnderWay, s => Assert.False(s.Cancellation.IsCancellationRequested));
        Assert.Empty(_leases.Released);
        foreach (var sending in _messenger.UnderWay) sending.Confirm();
        await Wait.UntilAsync(() => Relay(bench).Lanes.Count == 0, "the lane had ended");
        await RenewedAsync();

        await Wait.UntilAsync(() => _leases.Released.Count == 1, "the lane was handed back");
        Assert.Equal(3, _messenger.All.Count);
        Assert.Equal(1, bench.Services.GetRequiredService<IOutboxStore>().Figures.Waiting);
    }

    [Fact]
    public async Task Run_RenewalsFail_SendsUntilTheMarginAndSaysItOnce()
    {
        await using var bench = await StartAsync();
        await bench.FillAsync();
        await _messenger.SendAsync(1);

        _leases.Grant = _ => throw new IOException("The database is gone.");
        await RenewedAsync(times: 1);
        await bench.FillAsync();
        await _messenger.SendAsync(2);
        await RenewedAsync();
        await bench.FillAsync();
        await RenewedAsync();
        Assert.Equal(2, _messenger.All.Count);
        Assert.Equal("The database is gone.", Relay(bench).LeaseError);

        _leases.Grant = lanes => new LeaseGrant(lanes, []);
        await RenewedAsync();
        _clock.Advance(TimeSpan.FromSeconds(1));
        await _messenger.SendAsync(3);

        Assert.Null(Relay(bench).LeaseError);
        bench.Logs.Single(1230);
        bench.Logs.Single(1231);
    }

    [Fact]
    public async Task Stop_DrainsThenHandsBack()
    {
        await using var bench = await StartAsync();
        await bench.FillAsync();
        await _messenger.SendAsync(1);

        await bench.StopAsync();

        Assert.Equal(["bus"], _leases.Released);
        Assert.Equal(0, bench.Services.GetRequiredService<IOutboxStore>().Figures.Waiting);
        Assert.False(Relay(bench).IsRunning);
    }

    [Fact]
    public async Task Stop_DrainOutlastsALease_GoesOnRenewing()
    {
        _messenger.Rule = null;
        await using var bench = await StartAsync(("PdcBus:Relay:DrainTimeout", "00:05:00"), ("PdcBus:Relay:SendTimeout", "00:04:00"));
        await TwoUnderWayAsync(bench);

        var stopping = bench.StopAsync();
        var renewals = _leases.Renewals;
        await Wait.UntilAsync(
            () =>
            {
                _clock.Advance(TimeSpan.FromSeconds(1));
                return _leases.Renewals >= renewals + 3;
            },
            "the leases were renewed while it drained");
        Assert.False(stopping.IsCompleted);
        foreach (var sending in _messenger.UnderWay) sending.Confirm();

        await Wait.ForAsync(stopping);
        Assert.Equal(0, bench.Services.GetRequiredService<IOutboxStore>().Figures.Waiting);
    }

    [Fact]
    public async Task Stop_DrainTakesTooLong_EndsAtItsTimeout()
    {
        _messenger.Rule = null;
        await using var bench = await StartAsync(("PdcBus:Relay:SendTimeout", "00:04:00"));
        await TwoUnderWayAsync(bench);

        var stopping = bench.StopAsync();
        await Wait.UntilAsync(
            () =>
            {
                _clock.Advance(TimeSpan.FromMilliseconds(100));
                return stopping.IsCompleted;
            },
            "the relay had stopped");

        await stopping;
        Assert.All(_messenger.All.Skip(1), s => Assert.True(s.Cancellation.IsCancellationRequested));
        Assert.Contains("2 messages wait in memory", bench.Logs.Single(1100).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_RenewalHangs_EndsAtItsTimeoutAllTheSame()
    {
        _messenger.Rule = null;
        await using var bench = await StartAsync(("PdcBus:Relay:SendTimeout", "00:04:00"));
        await TwoUnderWayAsync(bench);
        _leases.Gate = token => Task.Delay(Timeout.InfiniteTimeSpan, _clock, token);

        var stopping = bench.StopAsync();
        await Wait.UntilAsync(
            () =>
            {
                _clock.Advance(TimeSpan.FromMilliseconds(100));
                return stopping.IsCompleted;
            },
            "the relay had stopped");

        await stopping;
    }

    [Fact]
    public async Task Stop_HandingBackFails_IsSaidAndStopsAllTheSame()
    {
        _leases.ReleaseFails = true;
        await using var bench = await StartAsync();
        await bench.FillAsync();
        await _messenger.SendAsync(1);

        await bench.StopAsync();

        bench.Logs.Single(1232);
    }

    private static RelayService Relay(Bench bench) => bench.Services.GetRequiredService<RelayService>();

    private async Task TwoUnderWayAsync(Bench bench)
    {
        for (var i = 0; i < 3; i++) await bench.FillAsync();
        (await _messenger.SendAsync(1)).Confirm();
        await _messenger.SendAsync(3);
    }

    /// <summary>Lets renewals pass: when the second has begun, what the first granted was applied.</summary>
    private async Task RenewedAsync(int times = 2)
    {
        for (var i = 0; i < times; i++)
        {
            var renewals = _leases.Renewals;
            await Wait.UntilAsync(
                () =>
                {
                    if (_leases.Renewals > renewals) return true;
                    _clock.Advance(TimeSpan.FromMilliseconds(500));
                    return false;
                },
                "the leases were renewed");
        }
    }

    private Task<Bench> StartAsync(params (string, string)[] settings)
    {
        var bench = new Bench(
            b =>
            {
                b.Services.AddSingleton<TimeProvider>(_clock);
                b.AddMessenger("bus", _ => _messenger);
                b.AddOutbox(new OutboxRegistration
                {
                    Kind = "leased",
                    Outbox = p => p.GetRequiredService<MemoryOutbox>(),
                    Store = p => p.GetRequiredService<MemoryOutbox>(),
                    Leases = _ => _leases,
                });
            },
            settings);
        return bench.StartAsync();
    }
}
