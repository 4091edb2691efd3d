namespace PdcBus;

public sealed class LaneDoubtTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task Lane_OneInDoubt_CancelsAllAndSendsTheOldestFirstAndAlone()
    {
        await using var rig = await FourUnderWayAsync();

        rig.Messenger.All[5].Fail(MessengerErrorKind.InDoubt);
        await rig.Messenger.SendAsync(8);
        await rig.SettledAsync();

        Assert.All(rig.Messenger.All.Skip(3).Take(4), s => Assert.False(s.IsUnderWay));
        Assert.Equal(["m4"], rig.Messenger.UnderWay.Select(s => s.Topic));
        rig.Messenger.Rule = s => s.Confirm();
        rig.Messenger.UnderWay[0].Confirm();
        await rig.EmptiedAsync();
        Assert.Equal(Enumerable.Range(1, 20).Select(i => $"m{i}"), rig.Messenger.Confirmed);
    }

    [Fact]
    public async Task Lane_ConfirmedWhileAllIsRecalled_IsNotSentAgain()
    {
        await using var rig = new LaneRig();
        rig.Messenger.ObeysCancellation = false;
        await rig.AppendAsync(Make.Message("m1"), Make.Message("m2"), Make.Message("m3"));
        rig.Start();
        (await rig.Messenger.SendAsync(1)).Confirm();
        await rig.Messenger.SendAsync(3);

        rig.Messenger.All[1].Cancellation.Register(() => rig.Messenger.All[1].Confirm());
        rig.Messenger.All[2].Fail(MessengerErrorKind.InDoubt);
        await rig.Messenger.SendAsync(4);

        Assert.Equal(["m1", "m2", "m3", "m3"], rig.Messenger.Topics);
        rig.Messenger.All[3].Confirm();
        await rig.EmptiedAsync();
    }

    [Fact]
    public async Task Lane_OneOfManyIsLate_IsInDoubtAfterSendTimeout()
    {
        await using var rig = await FourUnderWayAsync();
        var oldest = rig.Messenger.All[3];

        await rig.PassAsync(TimeSpan.FromSeconds(14.9), Step);
        Assert.True(oldest.IsUnderWay);
        await rig.PassAsync(TimeSpan.FromSeconds(0.2), Step);

        Assert.False(oldest.IsUnderWay);
        Assert.Equal(["m4"], rig.Messenger.UnderWay.Select(s => s.Topic));
        Assert.Null(rig.Lane.Status.Unreachable);
    }

    [Fact]
    public async Task Lane_LostThreeTimesAloneAndAnotherIsConfirmed_CountsAsRefused()
    {
        await using var rig = await LaneRig.StartAsync(
            s => AnswerUnless(s, "bad", MessengerErrorKind.InDoubt),
            null, Make.Message("bad", "k"), Make.Message("behind", "k"), Make.Message("other"));

        await rig.Messenger.SendAsync(4);
        await rig.SettledAsync();

        Assert.Equal(["bad", "bad", "bad", "other"], rig.Messenger.Topics);
        var waiting = await rig.WaitingAsync();
        Assert.Equal([("bad", 1), ("behind", 0)], waiting.Select(e => (e.Message.Topic, e.Attempts)));
        Assert.Equal(
            "The connection was lost each time this message was sent alone.",
            rig.Ledger.Outcomes.Single(o => o.Outcome == PdcOutcome.Refused).Detail);
        Assert.Null(rig.Lane.Status.Unreachable);
    }

    [Fact]
    public async Task Lane_MessageThatBreaksTheConnection_IsParkedInTheEndAndItsKeyGoesOn()
    {
        await using var rig = await LaneRig.StartAsync(
            s => AnswerUnless(s, "bad", MessengerErrorKind.InDoubt),
            new RelayOptions { MaxAttempts = 3 }, Make.Message("bad", "k"), Make.Message("behind", "k"));

        for (var i = 0; i < 30 && rig.Store.Figures.Waiting > 0; i++)
        {
            await rig.AppendAsync(Make.Message($"other{i}"));
            await rig.PassAsync(TimeSpan.FromSeconds(5), Step);
        }

        var parked = Assert.Single(await rig.ParkedAsync());
        Assert.Equal(("bad", 3, MessengerErrorKind.InDoubt), (parked.Message.Topic, parked.Failure.Attempts, parked.Failure.Kind));
        Assert.Contains("behind", rig.Messenger.Confirmed);
    }

    [Fact]
    public async Task Lane_WitnessIsLostToo_IsUnreachable()
    {
        await using var rig = await LaneRig.StartAsync(
            s => s.Fail(MessengerErrorKind.InDoubt, "The connection was reset."),
            null, Make.Message("m1"), Make.Message("m2"));

        await rig.Messenger.SendAsync(4);
        await rig.SettledAsync();

        Assert.Equal(["m1", "m1", "m1", "m2"], rig.Messenger.Topics);
        Assert.Equal("Two messages in turn were lost alone. The connection was reset.", rig.Lane.Status.Unreachable);
        Assert.All(await rig.WaitingAsync(), e => Assert.Equal(0, e.Attempts));
    }

    [Fact]
    public async Task Lane_NoWitness_IsUnreachable()
    {
        await using var rig = await LaneRig.StartAsync(
            s => s.Fail(MessengerErrorKind.InDoubt),
            null, Make.Message("m1", "k"), Make.Message("m2", "k"));

        await rig.Messenger.SendAsync(3);
        await rig.SettledAsync();

        Assert.Equal(["m1", "m1", "m1"], rig.Messenger.Topics);
        Assert.StartsWith("A message was lost three times alone", rig.Lane.Status.Unreachable, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lane_WitnessComesWhileUnreachable_TellsThatTheBusIsThere()
    {
        await using var rig = await LaneRig.StartAsync(
            s => AnswerUnless(s, "bad", MessengerErrorKind.InDoubt),
            null, Make.Message("bad"));
        await rig.Messenger.SendAsync(3);
        await rig.SettledAsync();
        Assert.NotNull(rig.Lane.Status.Unreachable);

        await rig.AppendAsync(Make.Message("other"));
        await ConfirmedAsync("other");
        // The bus was away, so it may have been its fault; at the second time it was not.
        Assert.Equal(0, Assert.Single(await rig.WaitingAsync()).Attempts);
        await rig.AppendAsync(Make.Message("another"));
        await ConfirmedAsync("another");

        Assert.Null(rig.Lane.Status.Unreachable);
        Assert.Equal(1, Assert.Single(await rig.WaitingAsync()).Attempts);

        async Task ConfirmedAsync(string topic)
        {
            for (var i = 0; i < 200 && !rig.Messenger.Confirmed.Contains(topic); i++) await rig.PassAsync(Step);
            Assert.Contains(topic, rig.Messenger.Confirmed);
        }
    }

    [Fact]
    public async Task Lane_OutageWithLossesInDoubt_BlamesNoMessageWhenTheBusIsBack()
    {
        await using var rig = await LaneRig.StartAsync(
            s => s.Fail(MessengerErrorKind.InDoubt), null, Make.Message("m1"), Make.Message("m2"), Make.Message("m3"));
        for (var i = 0; i < 100; i++)
        {
            await rig.PassAsync(Step);
            // Just when a witness would be next.
            if (rig.Messenger.Topics.TakeLast(3).SequenceEqual(["m1", "m1", "m1"]) && rig.Messenger.All.Count > 4) break;
        }

        rig.Messenger.Rule = s => s.Confirm();
        await rig.PassAsync(TimeSpan.FromSeconds(10), Step);

        Assert.Equal(["m2", "m1", "m3"], rig.Messenger.Confirmed);
        Assert.Equal([1200, 1201], rig.Logs.Lines.Select(l => l.EventId));
    }

    [Fact]
    public async Task Lane_ProbesLostInDoubt_PauseLikeUnreachableOnes()
    {
        await using var rig = await LaneRig.StartAsync(
            s => s.Fail(MessengerErrorKind.InDoubt),
            null, Make.Message("m1"), Make.Message("m2"));
        await rig.PassAsync(TimeSpan.FromSeconds(30), Step);
        var before = rig.Messenger.All.Count;

        await rig.PassAsync(TimeSpan.FromMinutes(1), Step);

        // From 2.5 to 5 s lie between two probes, whatever the bus does with them.
        Assert.InRange(rig.Messenger.All.Count - before, 60 / 5, 60 / 2.5 + 1);
        Assert.Equal([1200], rig.Logs.Lines.Select(l => l.EventId));
    }

    private static void AnswerUnless(Sending sending, string topic, MessengerErrorKind kind)
    {
        if (sending.Topic == topic) sending.Fail(kind);
        else sending.Confirm();
    }

    private static async Task<LaneRig> FourUnderWayAsync()
    {
        var rig = new LaneRig(new RelayOptions { Window = 4 });
        await rig.AppendAsync(Enumerable.Range(1, 20).Select(i => Make.Message($"m{i}")));
        rig.Start();
        for (var i = 1; i <= 3; i++) (await rig.Messenger.SendAsync(i)).Confirm();
        await rig.Messenger.SendAsync(7);
        return rig;
    }
}
