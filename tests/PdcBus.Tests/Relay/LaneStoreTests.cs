using Microsoft.Extensions.Logging;

namespace PdcBus;

public sealed class LaneStoreTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    [Theory]
    [InlineData("read")]
    [InlineData("settle")]
    [InlineData("defer")]
    [InlineData("park")]
    public async Task Lane_StoreFailsForAMinute_LosesNothingAndSaysItTwice(string call)
    {
        await using var rig = new LaneRig();
        var fails = true;
        rig.Store.Fault = name => fails && name == call ? new IOException("The disk is gone.") : null;
        rig.Messenger.Rule = s => Answer(s, fails);
        await rig.AppendAsync(
            Make.Message("m1", "k"), Make.Message("refused", "k"), Make.Message("m3", "k"), Make.Message("invalid", "j"),
            Make.Message("m5", "j"));
        rig.Start();
        await Wait.UntilAsync(() => rig.Lane.Status.StoreError is not null, "the store had failed");
        Assert.Equal("The disk is gone.", rig.Lane.Status.StoreError);

        for (var passed = TimeSpan.Zero; passed < TimeSpan.FromMinutes(1); passed += Step)
        {
            rig.Clock.Advance(Step);
            await Task.Yield();
        }

        Assert.NotNull(rig.Lane.Status.StoreError);
        fails = false;
        await rig.EmptiedAsync(Step);
        await rig.SettledAsync();

        Assert.Equal(["m1", "m3", "m5", "refused"], rig.Messenger.Confirmed.Distinct().Order());
        Assert.Equal(["m1", "refused", "m3"], rig.Messenger.Confirmed.Where(t => t is "m1" or "refused" or "m3").Distinct());
        Assert.Equal("invalid", Assert.Single(await rig.ParkedAsync()).Message.Topic);
        Assert.Equal((LogLevel.Error, "The disk is gone."), (rig.Logs.Single(1206).Level, rig.Logs.Single(1206).Error!.Message));
        Assert.Single(rig.Logs.Of(1207));
        Assert.Null(rig.Lane.Status.StoreError);
    }

    [Theory]
    [InlineData("settle", 1)]
    [InlineData("defer", 2)]
    [InlineData("park", 1)]
    public async Task Lane_AnswerCannotBeWrittenDown_IsKeptAndTheMessageIsNotSentAgain(string call, int sends)
    {
        await using var rig = new LaneRig();
        var fails = true;
        rig.Store.Fault = name => fails && name == call ? new IOException("The disk is full.") : null;
        var refused = call == "defer" ? MessengerErrorKind.Refused : MessengerErrorKind.Invalid;
        rig.Messenger.Rule = s =>
        {
            if (s.Topic == "bad") s.Fail(refused);
            else s.Confirm();
        };
        await rig.AppendAsync(Make.Message("good", "g"), Make.Message("bad", "b"), Make.Message("behind", "b"));
        rig.Start();
        await Wait.UntilAsync(() => rig.Lane.Status.StoreError is not null, "the store had failed");
        for (var i = 0; i < 200; i++)
        {
            rig.Clock.Advance(Step);
            await Task.Yield();
        }

        fails = false;
        rig.Messenger.Rule = s => s.Confirm();
        await rig.EmptiedAsync(Step);

        // What the bus has said is not asked again: only what was never answered goes.
        Assert.Single(rig.Messenger.All, s => s.Topic == "good");
        Assert.Equal(sends, rig.Messenger.All.Count(s => s.Topic == "bad"));
        Assert.Single(rig.Messenger.All, s => s.Topic == "behind");
    }

    private static void Answer(Sending sending, bool refuse)
    {
        if (sending.Topic == "refused" && refuse) sending.Fail(MessengerErrorKind.Refused);
        else if (sending.Topic == "invalid") sending.Fail(MessengerErrorKind.Invalid);
        else sending.Confirm();
    }
}
