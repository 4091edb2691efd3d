namespace PdcBus;

public sealed class LaneEndTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task Lane_Drained_SendsWhatWaitsThenEnds()
    {
        await using var rig = new LaneRig();
        await rig.AppendAsync(Enumerable.Range(1, 1200).Select(i => Make.Message($"m{i}", $"k{i % 7}")));
        rig.Start();
        await rig.Messenger.SendAsync(1);

        rig.End.Drain();
        rig.Messenger.Rule = s => s.Confirm();
        rig.Messenger.All[0].Confirm();
        await Wait.ForAsync(rig.Running);

        Assert.Equal(0, rig.Store.Figures.Waiting);
        Assert.False(rig.Lane.Status.Running);
    }

    [Fact]
    public async Task Lane_DrainedWithABusyKeyLongerThanItsMemory_SendsAllOfIt()
    {
        await using var rig = new LaneRig(new RelayOptions { Window = 2 });
        await rig.AppendAsync(Enumerable.Range(1, 100).Select(i => Make.Message($"a{i}", "a")));
        rig.Start();
        await rig.Messenger.SendAsync(1);
        await rig.SettledAsync();

        rig.End.Drain();
        rig.Messenger.Rule = s => s.Confirm();
        rig.Messenger.All[0].Confirm();
        await Wait.ForAsync(rig.Running);

        Assert.Equal(0, rig.Store.Figures.Waiting);
    }

    [Fact]
    public async Task Lane_DrainedWhileUnreachable_EndsAtOnce()
    {
        await using var rig = new LaneRig();
        rig.Messenger.Rule = s => s.Fail(MessengerErrorKind.Unreachable);
        await rig.AppendAsync(Make.Message("m1"));
        rig.Start();
        await rig.Messenger.SendAsync(1);
        await rig.SettledAsync();

        // The clock stands still.
        rig.End.Drain();
        await Wait.ForAsync(rig.Running);

        Assert.Equal(1, rig.Store.Figures.Waiting);
    }

    [Fact]
    public async Task Lane_DrainedWhileARefusedOneWaits_DoesNotWaitForIt()
    {
        await using var rig = await LaneRig.StartAsync(null, Make.Message("m1"));
        (await rig.Messenger.SendAsync(1)).Fail(MessengerErrorKind.Refused);
        await rig.SettledAsync();

        rig.End.Drain();
        await Wait.ForAsync(rig.Running);

        Assert.Equal(1, rig.Store.Figures.Waiting);
    }

    [Fact]
    public async Task Lane_DrainedAfterTheStoreHadFailed_StillSendsWhatWaits()
    {
        await using var rig = await LaneRig.StartAsync(null, Make.Message("m1"), Make.Message("m2"), Make.Message("m3"));
        await rig.Messenger.SendAsync(1);
        await rig.SettledAsync();
        var fails = true;
        rig.Store.Fault = call => fails && call == "settle" ? new IOException("Locked.") : null;
        rig.Messenger.Rule = s => s.Confirm();
        rig.Messenger.All[0].Confirm();
        await Wait.UntilAsync(() => rig.Lane.Status.StoreError is not null, "the store had failed");

        // The clock stands still: the pause after the failure is cut short too.
        fails = false;
        rig.End.Drain();
        await Wait.ForAsync(rig.Running);

        Assert.Equal(0, rig.Store.Figures.Waiting);
    }

    [Fact]
    public async Task Lane_DrainedWhileTheStoreFails_Ends()
    {
        await using var rig = new LaneRig();
        rig.Store.Fault = _ => new IOException("Gone.");
        rig.Start();
        await Wait.UntilAsync(() => rig.Lane.Status.StoreError is not null, "the store had failed");

        rig.End.Drain();
        await Wait.ForAsync(rig.Running);

        Assert.Single(rig.Logs.Of(1206));
    }

    [Fact]
    public async Task Lane_Aborted_RecallsWhatIsUnderWayAndSettlesWhatWasConfirmed()
    {
        await using var rig = await LaneRig.StartAsync(null, Make.Message("m1"), Make.Message("m2"), Make.Message("m3"));
        (await rig.Messenger.SendAsync(1)).Confirm();
        await rig.Messenger.SendAsync(3);

        rig.Messenger.All[1].Confirm();
        rig.End.Abort();
        await Wait.ForAsync(rig.Running);

        Assert.True(rig.Messenger.All[2].Cancellation.IsCancellationRequested);
        Assert.Equal(["m3"], (await rig.WaitingAsync()).Select(e => e.Message.Topic));
        Assert.Empty(rig.Logs.Lines);
    }

    [Fact]
    public async Task Lane_AbortedWithADeafMessenger_EndsAfterTheGrace()
    {
        await using var rig = new LaneRig();
        rig.Messenger.ObeysCancellation = false;
        await rig.AppendAsync(Make.Message("m1"));
        rig.Start();
        await rig.Messenger.SendAsync(1);

        rig.End.Abort();
        await Wait.UntilAsync(
            () =>
            {
                rig.Clock.Advance(Step);
                return rig.Running.IsCompleted;
            },
            "the lane had ended");

        Assert.InRange(rig.Clock.GetUtcNow() - Make.Noon, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(60));
        rig.Logs.Single(1205);
    }

    [Fact]
    public async Task Lane_Yielding_LetsWhatIsUnderWayArriveAndSendsNothingMore()
    {
        await using var rig = await LaneRig.StartAsync(null, Make.Message("m1"), Make.Message("m2"));
        await rig.Messenger.SendAsync(1);

        rig.End.Yield();
        await rig.SettledAsync();
        Assert.False(rig.Running.IsCompleted);
        rig.Messenger.All[0].Confirm();
        await Wait.ForAsync(rig.Running);

        Assert.Equal(["m1"], rig.Messenger.Topics);
        Assert.Equal(["m2"], (await rig.WaitingAsync()).Select(e => e.Message.Topic));
    }
}
