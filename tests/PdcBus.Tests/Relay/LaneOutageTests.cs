using Microsoft.Extensions.Logging;

namespace PdcBus;

public sealed class LaneOutageTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task Lane_BusUnreachable_ProbesOneAtATimeAtMostFiveSecondsApart()
    {
        await using var rig = await UnreachableAsync();

        await rig.PassAsync(TimeSpan.FromSeconds(60), Step);

        var probes = rig.Messenger.All;
        Assert.All(probes.Zip(probes.Skip(1)), pair => Assert.InRange(
            pair.Second.At - pair.First.At, Step, Circuit.MaxPause + Step));
        Assert.Equal(1, rig.Messenger.MostUnderWay);
        Assert.All(probes, p => Assert.Equal("m1", p.Topic));
        Assert.InRange(probes.Count, 60 / 5, 40);
    }

    [Fact]
    public async Task Lane_BusUnreachable_CountsNoAttemptAndParksNothing()
    {
        await using var rig = await UnreachableAsync(new RelayOptions { MaxAttempts = 1 });

        await rig.PassAsync(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(1));

        Assert.All(await rig.WaitingAsync(), e => Assert.Equal((0, null), (e.Attempts, e.NotBefore)));
        Assert.Equal(20, rig.Store.Figures.Waiting);
        Assert.Equal(0, rig.Store.Figures.Parked);
        Assert.Empty(rig.Ledger.Outcomes);
    }

    [Fact]
    public async Task Lane_BusReturns_SendsAllInAppendOrderAfterOneProbe()
    {
        await using var rig = await UnreachableAsync();
        await rig.PassAsync(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(1));
        rig.Messenger.Rule = s => s.Confirm();

        await rig.PassAsync(TimeSpan.FromSeconds(5), Step);

        Assert.Equal(Enumerable.Range(1, 20).Select(i => $"m{i}"), rig.Messenger.Confirmed);
    }

    [Fact]
    public async Task Lane_LongOutage_IsSaidTwice()
    {
        await using var rig = await UnreachableAsync();
        var attempt = 0;
        rig.Messenger.Rule = s => s.Fail(
            attempt++ % 3 == 0 ? MessengerErrorKind.InDoubt : MessengerErrorKind.Unreachable, $"Error {attempt}.");
        await rig.PassAsync(TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(1));
        rig.Messenger.Rule = s => s.Confirm();
        await rig.PassAsync(TimeSpan.FromSeconds(10), Step);

        Assert.Equal([1200, 1201], rig.Logs.Lines.Select(l => l.EventId));
        Assert.Equal(LogLevel.Warning, rig.Logs.Single(1200).Level);
        Assert.StartsWith("bus is unreachable: No route to host.", rig.Logs.Single(1200).Text, StringComparison.Ordinal);
        Assert.StartsWith("bus is reachable again after 60", rig.Logs.Single(1201).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lane_ClockSetBackInAnOutage_StillProbesInTime()
    {
        await using var rig = await UnreachableAsync();
        rig.Clock.Move(TimeSpan.FromHours(-1));
        rig.Messenger.Rule = s => s.Confirm();

        await rig.PassAsync(TimeSpan.FromSeconds(5), Step);

        Assert.Equal(20, rig.Messenger.Confirmed.Count);
    }

    [Fact]
    public async Task Lane_Status_SaysWhyAndSinceWhen()
    {
        await using var rig = await UnreachableAsync();
        Assert.Equal("No route to host.", rig.Lane.Status.Unreachable);
        Assert.Equal(Make.Noon, rig.Lane.Status.Since);

        rig.Messenger.Rule = s => s.Confirm();
        await rig.PassAsync(TimeSpan.FromSeconds(1), Step);

        Assert.Null(rig.Lane.Status.Unreachable);
        Assert.True(rig.Lane.Status.Running);
    }

    [Fact]
    public async Task Lane_Status_IsReachableWhileABacklogIsCaughtUpWith()
    {
        await using var rig = await UnreachableAsync();
        await rig.AppendAsync(Enumerable.Range(1, 5000).Select(i => Make.Message($"n{i}")));
        LaneStatus? late = null;
        rig.Messenger.Rule = s =>
        {
            if (s.Topic == "n4000") late = rig.Lane.Status;
            s.Confirm();
        };

        await rig.EmptiedAsync(Step);

        Assert.Null(late!.Unreachable);
    }

    [Fact]
    public async Task Lane_ProbeWithoutAnswer_IsUnreachableAfterFiveSecondsThenIsWaitedForLonger()
    {
        await using var rig = await LaneRig.StartAsync(null, Make.Message("m1"));
        await rig.Messenger.SendAsync(1);

        await rig.PassAsync(TimeSpan.FromSeconds(4.9), Step);
        Assert.Null(rig.Lane.Status.Unreachable);
        await rig.PassAsync(TimeSpan.FromSeconds(0.2), Step);
        Assert.Equal("The bus did not confirm within 5 s.", rig.Lane.Status.Unreachable);
        Assert.False(rig.Messenger.All[0].IsUnderWay);

        // A slow bus gets twice the time with the next probe, and no more than SendTimeout.
        await rig.PassAsync(TimeSpan.FromSeconds(60), Step);
        var waits = rig.Messenger.All.Zip(rig.Messenger.All.Skip(1), (a, b) => b.At - a.At).ToList();
        Assert.InRange(waits[0], TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5.3));
        Assert.InRange(waits[1], TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10.4));
        Assert.InRange(waits[2], TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(15.7));
        Assert.Equal(1, rig.Messenger.MostUnderWay);
    }

    [Fact]
    public async Task Lane_MessengerIgnoresCancellation_IsLeftBehindAndSaidOncePerOutage()
    {
        await using var rig = new LaneRig();
        rig.Messenger.ObeysCancellation = false;
        await rig.AppendAsync(Make.Message("m1"));
        rig.Start();
        await rig.Messenger.SendAsync(1);

        for (var i = 2; i <= 5; i++)
        {
            await Wait.UntilAsync(
                () =>
                {
                    rig.Clock.Advance(TimeSpan.FromSeconds(1));
                    return rig.Messenger.All.Count >= i;
                },
                $"send {i} came");
        }

        Assert.Equal(
            "bus: 1 cancelled sends did not end in time and are left behind; their messages go again.",
            rig.Logs.Single(1205).Text);
        // What comes late from a send that was given up says nothing any more.
        rig.Messenger.All[0].Confirm();
        await rig.SettledAsync();
        Assert.Equal(1, rig.Store.Figures.Waiting);
        rig.Messenger.All[4].Confirm();
        await rig.EmptiedAsync();
    }

    [Fact]
    public async Task Lane_MessengersCallbackThrowsAtCancellation_GoesOnAndSaysItOnce()
    {
        await using var rig = new LaneRig();
        rig.Messenger.Rule = s => s.Cancellation.Register(() => throw new InvalidOperationException("Careless."));
        await rig.AppendAsync(Make.Message("m1"));
        rig.Start();
        await rig.Messenger.SendAsync(1);
        await rig.PassAsync(TimeSpan.FromSeconds(30), Step);
        rig.Messenger.Rule = s => s.Confirm();

        await rig.EmptiedAsync(Step);

        Assert.Equal([1208, 1200, 1201], rig.Logs.Lines.Select(l => l.EventId));
    }

    [Fact]
    public async Task Lane_ConfirmsArrivedWhileItWasBusy_AreNotLate()
    {
        await using var rig = await LaneRig.StartAsync(null, Make.Message("m1"));
        await rig.Messenger.SendAsync(1);
        var reading = new TaskCompletionSource();
        rig.Store.ReadGate = reading.Task;
        var reads = rig.Store.Reads.Count;
        rig.Lane.Notify();
        await Wait.UntilAsync(() => rig.Store.Reads.Count > reads, "the lane was reading");

        // The database takes a minute; the bus has long confirmed.
        rig.Messenger.All[0].Confirm();
        rig.Clock.Advance(TimeSpan.FromMinutes(1));
        reading.SetResult();
        await rig.EmptiedAsync();

        Assert.Single(rig.Messenger.All);
        Assert.Empty(rig.Logs.Lines);
    }

    private static async Task<LaneRig> UnreachableAsync(RelayOptions? options = null)
    {
        var rig = new LaneRig(options);
        rig.Messenger.Rule = s => s.Fail(MessengerErrorKind.Unreachable, "No route to host.");
        await rig.AppendAsync(Enumerable.Range(1, 20).Select(i => Make.Message($"m{i}")));
        rig.Start();
        await rig.Messenger.SendAsync(1);
        await rig.SettledAsync();
        return rig;
    }
}
