namespace PdcBus;

public sealed class LaneOrderTests
{
    [Fact]
    public async Task Lane_ManyWaiting_SendsAllInAppendOrder()
    {
        await using var rig = new LaneRig();
        rig.Messenger.Rule = s => s.Confirm();
        await rig.AppendAsync(Enumerable.Range(1, 3000).Select(i => Make.Message($"m{i}")));
        rig.Start();

        await rig.EmptiedAsync();

        Assert.Equal(Enumerable.Range(1, 3000).Select(i => $"m{i}"), rig.Messenger.Topics);
        Assert.Equal(PdcOutcome.Confirmed, rig.Ledger.Outcomes[0].Outcome);
        Assert.Equal(("m3000", LaneRig.Name), (rig.Ledger.Outcomes[0].Topic, rig.Ledger.Outcomes[0].Messenger));
    }

    [Fact]
    public async Task Lane_Confirms_DoubleTheWindowUpToItsLimit()
    {
        await using var rig = new LaneRig(new RelayOptions { Window = 4 });
        await rig.AppendAsync(Enumerable.Range(1, 20).Select(i => Make.Message($"m{i}")));
        rig.Start();

        foreach (var size in new[] { 1, 2, 4, 4, 4 })
        {
            await Wait.UntilAsync(() => rig.Messenger.UnderWay.Count == size, $"{size} were under way");
            await rig.SettledAsync();
            Assert.Equal(size, rig.Messenger.UnderWay.Count);
            rig.Messenger.UnderWay[0].Confirm();
        }
    }

    [Fact]
    public async Task Lane_AfterAPause_StartsWithOneAgain()
    {
        await using var rig = await LaneRig.StartAsync(null, Make.Message("m1"), Make.Message("m2"), Make.Message("m3"));
        for (var i = 1; i <= 3; i++) (await rig.Messenger.SendAsync(i)).Confirm();
        await rig.EmptiedAsync();

        await rig.AppendAsync(Make.Message("m4"), Make.Message("m5"));
        await rig.Messenger.SendAsync(4);
        await rig.SettledAsync();

        Assert.Equal(["m4"], rig.Messenger.UnderWay.Select(s => s.Topic));
    }

    [Fact]
    public async Task Lane_EqualKeys_AreNeverUnderWayTogether()
    {
        await using var rig = await LaneRig.StartAsync(
            null,
            Make.Message("first"), Make.Message("a1", "a"), Make.Message("a2", "a"), Make.Message("b1", "b"), Make.Message("a3", "a"));
        (await rig.Messenger.SendAsync(1)).Confirm();
        await rig.Messenger.SendAsync(2);
        await rig.SettledAsync();

        // Nobody overtakes in fair weather: a2 waits for a1, and b1 behind it.
        Assert.Equal(["a1"], rig.Messenger.UnderWay.Select(s => s.Topic));
        rig.Messenger.All[1].Confirm();
        (await rig.Messenger.SendAsync(3)).Confirm();
        await rig.Messenger.SendAsync(5);
        Assert.Equal(["b1", "a3"], rig.Messenger.UnderWay.Select(s => s.Topic));
        rig.Messenger.All[3].Confirm();
        rig.Messenger.All[4].Confirm();
        await rig.EmptiedAsync();
        Assert.Equal(["first", "a1", "a2", "b1", "a3"], rig.Messenger.Topics);
    }

    [Fact]
    public async Task Lane_BusyKeyLongerThanItsMemory_LosesNothingAndKeepsItsOrder()
    {
        // The backlog keeps 4 × 4 entries of a busy key; the rest has to be read again when the key is free.
        await using var rig = new LaneRig(new RelayOptions { Window = 4 });
        rig.Messenger.Rule = s => s.Confirm();
        await rig.AppendAsync(Enumerable.Range(1, 1500).Select(i => Make.Message($"a{i}", "a")));
        rig.Start();

        await rig.EmptiedAsync();

        Assert.Equal(Enumerable.Range(1, 1500).Select(i => $"a{i}"), rig.Messenger.Topics);
    }

    [Fact]
    public async Task Lane_Append_WakesIt()
    {
        await using var rig = await LaneRig.StartAsync();
        await rig.SettledAsync();

        await rig.AppendAsync(Make.Message("m1"));

        // The clock stands still: no poll can have found it.
        Assert.Equal("m1", (await rig.Messenger.SendAsync(1)).Topic);
    }

    [Fact]
    public async Task Lane_NobodyWakesIt_PollsOnceASecond()
    {
        await using var rig = await LaneRig.StartAsync();
        await rig.SettledAsync();
        var reads = rig.Store.Reads.Count;

        rig.Clock.Advance(TimeSpan.FromSeconds(1.1));

        await Wait.UntilAsync(() => rig.Store.Reads.Count > reads, "the lane had read again");
    }

    [Fact]
    public async Task Lane_WithoutLease_SendsNothingAndGoesOnWithIt()
    {
        await using var rig = new LaneRig();
        rig.Lease.Extend(rig.Clock.GetTimestamp(), TimeSpan.Zero);
        await rig.AppendAsync(Make.Message("m1"));
        rig.Start();
        await rig.SettledAsync();
        Assert.Empty(rig.Messenger.All);

        rig.Lease.Extend(rig.Clock.GetTimestamp(), TimeSpan.FromSeconds(15));
        await rig.SettledAsync();

        Assert.Equal(["m1"], rig.Messenger.Topics);
    }

    [Fact]
    public async Task Lane_EntryCommittedLateBehindTheCursor_IsFound()
    {
        await using var rig = new LaneRig();
        rig.Messenger.Rule = s => s.Confirm();
        rig.Store.Late = [1];
        await rig.AppendAsync(Make.Message("late"), Make.Message("m2"));
        rig.Start();
        await rig.Messenger.SendAsync(1);
        await rig.PassAsync(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(1));
        Assert.Equal(["m2"], rig.Messenger.Topics);

        rig.Store.Late = [];
        await rig.PassAsync(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1));

        Assert.Equal(["m2", "late"], rig.Messenger.Topics);
    }
}
