using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace PdcBus;

public sealed class FailoverMessengerTests : IAsyncDisposable
{
    private static readonly TimeSpan TakeOverAfter = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan HandBackAfter = TimeSpan.FromSeconds(60);

    private readonly FakeTimeProvider _clock = new();
    private readonly CollectedLogs _logs = new();
    private readonly ScriptedMessenger _first;
    private readonly ScriptedMessenger _second;
    private readonly FailoverMessenger _chain;

    public FailoverMessengerTests()
    {
        _first = new ScriptedMessenger(_clock) { Rule = Confirm };
        _second = new ScriptedMessenger(_clock) { Rule = Confirm };
        _chain = new FailoverMessenger(
            "bus", [("first", _first), ("second", _second)],
            new FailoverOptions { TakeOverAfter = TakeOverAfter, HandBackAfter = HandBackAfter }, _clock,
            _logs.For<FailoverMessenger>());
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _chain.DisposeAsync();

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    public async Task ConfirmsDelivery_Chain_OnlyIfEveryMemberDoes(bool first, bool second, bool chain)
    {
        await using var messenger = new FailoverMessenger(
            "bus",
            [
                ("first", new ScriptedMessenger(_clock) { ConfirmsDelivery = first }),
                ("second", new ScriptedMessenger(_clock) { ConfirmsDelivery = second }),
            ],
            new FailoverOptions(), _clock, _logs.For<FailoverMessenger>());

        Assert.Equal(chain, messenger.ConfirmsDelivery);
    }

    [Fact]
    public async Task Send_FirstIsWell_SendsAndNobodyElse()
    {
        await SendAsync("a");

        Assert.Equal(["a"], _first.Topics);
        Assert.Empty(_second.All);
    }

    [Theory]
    [InlineData(MessengerErrorKind.Unreachable)]
    [InlineData(MessengerErrorKind.InDoubt)]
    public async Task Send_FirstAwayBeyondTheBudget_SecondTakesOverWithTheSameMessage(MessengerErrorKind kind)
    {
        _first.Rule = s => s.Fail(kind);
        var message = Make.Message("a");

        await FailAsync(message, kind);
        _clock.Advance(TakeOverAfter);
        await FailAsync(message, kind);
        await _chain.SendAsync(message, Token);

        Assert.Equal(2, _first.All.Count);
        Assert.Equal(message.Id, Assert.Single(_second.All).Message.Id);
        Assert.Equal("bus: second takes over from first, which is unreachable.", _logs.Single(1310).Text);
    }

    [Theory]
    [InlineData(MessengerErrorKind.Refused)]
    [InlineData(MessengerErrorKind.NotPermitted)]
    [InlineData(MessengerErrorKind.Invalid)]
    [InlineData(MessengerErrorKind.TooLarge)]
    [InlineData(MessengerErrorKind.Unroutable)]
    public async Task Send_FirstSaysNo_ThatIsTheOutcome(MessengerErrorKind kind)
    {
        _first.Rule = s => s.Fail(kind);

        await FailAsync(Make.Message("a"), kind);
        _clock.Advance(TakeOverAfter * 2);
        await FailAsync(Make.Message("a"), kind);

        Assert.Empty(_second.All);
    }

    [Fact]
    public async Task Send_CancelledForWantOfAnAnswer_CountsAsAway()
    {
        _first.Rule = null;

        await CancelAsync();
        _clock.Advance(TakeOverAfter);
        await CancelAsync();
        await SendAsync("b");

        Assert.Equal(["b"], _second.Topics);

        async Task CancelAsync()
        {
            using var cancel = new CancellationTokenSource();
            var send = _chain.SendAsync(Make.Message("a"), cancel.Token);
            await cancel.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => send);
        }
    }

    [Fact]
    public async Task Send_AllAway_EachIsAskedInTurnAndTheLogStaysShort()
    {
        await TakeOverAsync();
        _second.Rule = s => s.Fail(MessengerErrorKind.Unreachable);
        _clock.Advance(TakeOverAfter);
        for (var i = 0; i < 50; i++)
        {
            await Assert.ThrowsAsync<MessengerException>(() => SendAsync("a"));
            _clock.Advance(TimeSpan.FromSeconds(5));
        }

        Assert.InRange(_first.All.Count, 15, 40);
        Assert.InRange(_second.All.Count, 15, 60);
        Assert.Single(_logs.Of(1310));
    }

    [Fact]
    public async Task Send_FirstIsWellAgain_GetsTheMessagesBackAfterItsTime()
    {
        await TakeOverAsync();
        _first.Rule = Confirm;
        var before = _first.All.Count;

        for (var second = 0; second < 140; second++)
        {
            await SendAsync("a");
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        // Three trials within 80 seconds, and from the fourth on everything.
        Assert.Equal(80 - 3, _second.All.Count - 1);
        Assert.Equal(140 - (80 - 3), _first.All.Count - before);
        Assert.Equal("bus: first is well again and has the messages back.", _logs.Single(1311).Text);
    }

    [Fact]
    public async Task Send_TrialFails_TheMessageGoesToTheOneInCharge()
    {
        await TakeOverAsync();
        _clock.Advance(HandBackAfter / 3);
        var tried = _first.All.Count;

        await SendAsync("trial");

        Assert.Equal(tried + 1, _first.All.Count);
        Assert.Equal("trial", _second.Topics[^1]);
        Assert.Equal(_first.All[^1].Message.Id, _second.All[^1].Message.Id);
    }

    [Fact]
    public async Task Send_TrialGetsNoAnswer_TheMessageGoesOnSoonAndOthersDoNotWait()
    {
        await TakeOverAsync();
        _first.Rule = null;
        _clock.Advance(HandBackAfter / 3);

        var trial = SendAsync("trial");
        await SendAsync("other");
        Assert.False(trial.IsCompleted);
        _clock.Advance(FailoverMessenger.TrialTimeout);
        await trial.WaitAsync(Wait.Deadline, Token);

        Assert.Equal(["other", "trial"], _second.Topics.Skip(1));
    }

    [Fact]
    public async Task Send_TrialIsRefused_ThatIsTheOutcome()
    {
        await TakeOverAsync();
        _first.Rule = s => s.Fail(MessengerErrorKind.Invalid);
        _clock.Advance(HandBackAfter / 3);
        var sent = _second.All.Count;

        await FailAsync(Make.Message("a"), MessengerErrorKind.Invalid);

        Assert.Equal(sent, _second.All.Count);
    }

    [Fact]
    public async Task Send_ManyAtOnce_KeepTheOrderOfTheCalls()
    {
        _first.Rule = null;
        var sends = Enumerable.Range(0, 100).Select(i => SendAsync($"m{i}")).ToList();

        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"m{i}"), _first.Topics);
        foreach (var sending in _first.All) sending.Confirm();
        await Task.WhenAll(sends);
    }

    private static void Confirm(Sending sending) => sending.Confirm();

    private Task SendAsync(string topic) => _chain.SendAsync(Make.Message(topic), Token);

    private async Task FailAsync(PdcMessage message, MessengerErrorKind kind)
    {
        var error = await Assert.ThrowsAsync<MessengerException>(() => _chain.SendAsync(message, Token));
        Assert.Equal(kind, error.Kind);
    }

    /// <summary>Makes the first one unreachable for longer than the budget, so that the second has sent one message.</summary>
    private async Task TakeOverAsync()
    {
        _first.Rule = s => s.Fail(MessengerErrorKind.Unreachable);
        await Assert.ThrowsAsync<MessengerException>(() => SendAsync("a"));
        _clock.Advance(TakeOverAfter);
        await Assert.ThrowsAsync<MessengerException>(() => SendAsync("a"));
        await SendAsync("a");
    }
}
