using Microsoft.Extensions.Logging;

namespace PdcBus;

public sealed class LaneRefusalTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    [Theory]
    [InlineData(MessengerErrorKind.Refused)]
    [InlineData(MessengerErrorKind.Throttled)]
    [InlineData(MessengerErrorKind.NotPermitted)]
    public async Task Lane_Refused_HoldsBackItsKeyAloneAndGoesAgainLater(MessengerErrorKind kind)
    {
        await using var rig = await LaneRig.StartAsync(
            s => Answer(s, "a1", kind),
            null, Make.Message("a1", "a"), Make.Message("a2", "a"), Make.Message("b1", "b"), Make.Message("free"));
        await rig.Messenger.SendAsync(3);
        await rig.SettledAsync();
        Assert.Equal(["a1", "b1", "free"], rig.Messenger.Topics);
        var waiting = await rig.WaitingAsync();
        Assert.Equal([("a1", 1), ("a2", 0)], waiting.Select(e => (e.Message.Topic, e.Attempts)));
        Assert.InRange(waiting[0].NotBefore!.Value - Make.Noon, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1.5));

        await rig.PassAsync(TimeSpan.FromSeconds(0.4), Step);
        Assert.Equal(3, rig.Messenger.All.Count);
        rig.Messenger.Rule = s => s.Confirm();
        await rig.PassAsync(TimeSpan.FromSeconds(1.2), Step);

        Assert.Equal(["a1", "b1", "free", "a1", "a2"], rig.Messenger.Topics);
        Assert.Equal(0, rig.Store.Figures.Waiting);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task Lane_ClockMovedByAnHour_SendsTheRefusedOneAgainWhenItIsDue(int hours)
    {
        await using var rig = await LaneRig.StartAsync(
            s => Answer(s, "a1", MessengerErrorKind.Refused), null, Make.Message("a1", "a"));
        await rig.Messenger.SendAsync(1);
        await rig.SettledAsync();
        rig.Clock.Move(TimeSpan.FromHours(hours));

        await rig.PassAsync(TimeSpan.FromSeconds(0.4), Step);
        Assert.Single(rig.Messenger.All);
        await rig.PassAsync(TimeSpan.FromSeconds(1.2), Step);

        Assert.Equal(2, rig.Messenger.All.Count);
    }

    [Fact]
    public async Task Lane_RefusedTooOften_ParksItAndTheKeyGoesOn()
    {
        await using var rig = await LaneRig.StartAsync(
            s => Answer(s, "a1", MessengerErrorKind.Refused),
            new RelayOptions { MaxAttempts = 4 }, Make.Message("a1", "a"), Make.Message("a2", "a"));

        await rig.PassAsync(TimeSpan.FromSeconds(15), Step);

        Assert.Equal(["a1", "a1", "a1", "a1", "a2"], rig.Messenger.Topics);
        var parked = Assert.Single(await rig.ParkedAsync());
        Assert.Equal(new OutboxFailure(4, MessengerErrorKind.Refused, "No."), parked.Failure);
        Assert.Equal((LaneRig.Name, "a1"), (parked.Lane, parked.Message.Topic));
        Assert.Equal(
            [PdcOutcome.Confirmed, PdcOutcome.Parked, PdcOutcome.Refused, PdcOutcome.Refused, PdcOutcome.Refused],
            rig.Ledger.Outcomes.Select(o => o.Outcome));
        // Said when it happened first and when it ended.
        Assert.Equal([1203, 1204], rig.Logs.Lines.Select(l => l.EventId));
        Assert.Equal(LogLevel.Error, rig.Logs.Single(1204).Level);
        Assert.Equal($"bus: a1 {parked.Message.Id} is parked after 4 attempts (Refused): No.", rig.Logs.Single(1204).Text);
    }

    [Theory]
    [InlineData(MessengerErrorKind.Invalid)]
    [InlineData(MessengerErrorKind.TooLarge)]
    public async Task Lane_NeverAcceptable_ParksAtOnceAndTheKeyGoesOn(MessengerErrorKind kind)
    {
        await using var rig = await LaneRig.StartAsync(
            s => Answer(s, "a1", kind), null, Make.Message("a1", "a"), Make.Message("a2", "a"));

        await rig.Messenger.SendAsync(2);
        await rig.SettledAsync();

        Assert.Equal(["a1", "a2"], rig.Messenger.Topics);
        Assert.Equal((1, kind), (await rig.ParkedAsync()).Select(p => (p.Failure.Attempts, p.Failure.Kind)).Single());
        Assert.Equal(0, rig.Store.Figures.Waiting);
    }

    [Fact]
    public async Task Lane_Unroutable_IsDoneWithOneWarningPerTopic()
    {
        await using var rig = new LaneRig();
        rig.Messenger.Rule = s => s.Fail(MessengerErrorKind.Unroutable, "No queue is bound.");
        await rig.AppendAsync(Make.Message("x"), Make.Message("x"), Make.Message("y"), Make.Message("x"));
        rig.Start();

        await rig.EmptiedAsync();

        Assert.Equal(4, rig.Messenger.All.Count);
        Assert.All(rig.Ledger.Outcomes, o => Assert.Equal((PdcOutcome.Unroutable, "No queue is bound."), (o.Outcome, o.Detail)));
        Assert.Equal(
            [
                "bus has nobody to give x to: the bus takes such messages and drops them. This is said once.",
                "bus has nobody to give y to: the bus takes such messages and drops them. This is said once.",
            ],
            rig.Logs.Lines.Select(l => l.Text));
        Assert.Empty(await rig.ParkedAsync());
    }

    [Fact]
    public async Task Lane_UnroutableToBeParked_IsParked()
    {
        await using var rig = await LaneRig.StartAsync(null, Make.Message("x"));
        (await rig.Messenger.SendAsync(1)).Fail(MessengerErrorKind.Unroutable, park: true);

        await rig.EmptiedAsync();

        Assert.Equal(MessengerErrorKind.Unroutable, Assert.Single(await rig.ParkedAsync()).Failure.Kind);
    }

    [Fact]
    public async Task Lane_ErrorWithoutKind_CountsAsRefused()
    {
        await using var rig = await LaneRig.StartAsync(null, Make.Message("x"));
        (await rig.Messenger.SendAsync(1)).Fail(new InvalidOperationException("Odd."));

        await Wait.UntilAsync(() => rig.Ledger.Outcomes.Count > 0, "the outcome was known");

        Assert.Equal((PdcOutcome.Refused, "The messenger failed: Odd."), rig.Ledger.Outcomes.Select(o => (o.Outcome, o.Detail)).Single());
    }

    [Fact]
    public async Task Lane_ThousandRefused_LetTheOthersPass()
    {
        await using var rig = new LaneRig(new RelayOptions { Window = 8 });
        rig.Messenger.Rule = s => Answer(s, "bad", MessengerErrorKind.Refused);
        await rig.AppendAsync(Enumerable.Range(0, 1000).Select(i => Make.Message("bad", $"k{i}")));
        await rig.AppendAsync(Make.Message("good"));
        rig.Start();

        await Wait.UntilAsync(() => rig.Messenger.Confirmed.Count == 1, "the good one was confirmed");

        Assert.Equal(1001, rig.Messenger.All.Count);
        Assert.Single(rig.Logs.Lines);
    }

    private static void Answer(Sending sending, string topic, MessengerErrorKind kind)
    {
        if (sending.Topic == topic) sending.Fail(kind);
        else sending.Confirm();
    }
}
