using Microsoft.Extensions.Time.Testing;

namespace PdcBus;

public sealed class ParkedMessagesTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new(Make.Noon);
    private readonly CollectedLogs _logs = new();
    private readonly PdcLedger _ledger = new();
    private readonly OutboxSignal _signal = new();
    private readonly MemoryOutbox _outbox;
    private readonly ParkedMessages _parked;

    public ParkedMessagesTests()
    {
        _outbox = new MemoryOutbox(_signal, _clock, _ledger, _logs.For<MemoryOutbox>());
        _parked = new ParkedMessages(_outbox, _signal, _ledger, _clock, _logs.For<ParkedMessages>());
    }

    [Fact]
    public async Task Retry_Matching_MovesThoseOnlyAndWakesTheRelay()
    {
        await ParkAsync("a", "b");
        var woken = 0;
        _signal.Subscribe(() => woken++);

        Assert.Equal(1, await _parked.RetryAsync(new ParkedFilter { Topic = "a" }, TestContext.Current.CancellationToken));

        Assert.Equal(1, woken);
        Assert.Equal((1, 1), (_outbox.Figures.Waiting, _outbox.Figures.Parked));
    }

    [Fact]
    public async Task Retry_Many_TakesFiveHundredASecond()
    {
        await ParkAsync([.. Enumerable.Range(0, 250).Select(i => $"m{i}")]);

        var retrying = _parked.RetryAsync(new ParkedFilter(), TestContext.Current.CancellationToken);

        Assert.Equal(100, _outbox.Figures.Waiting);
        _clock.Advance(TimeSpan.FromMilliseconds(200));
        await Wait.UntilAsync(() => _outbox.Figures.Waiting == 200, "the second set was moved");
        _clock.Advance(TimeSpan.FromMilliseconds(200));
        Assert.Equal(250, await retrying);
    }

    [Fact]
    public async Task Discard_LeavesIdAndReasonInLogAndLedger()
    {
        await ParkAsync("a");

        Assert.Equal(1, await _parked.DiscardAsync(new ParkedFilter(), "obsolete", TestContext.Current.CancellationToken));

        Assert.Equal(0, _outbox.Figures.Parked);
        Assert.Contains("obsolete", _logs.Single(1121).Text, StringComparison.Ordinal);
        Assert.Equal((PdcOutcome.Discarded, "obsolete"), (_ledger.Outcomes[0].Outcome, _ledger.Outcomes[0].Detail));
    }

    public void Dispose() => _logs.Dispose();

    private async Task ParkAsync(params string[] topics)
    {
        var token = TestContext.Current.CancellationToken;
        await _outbox.AppendAsync([.. topics.Select(t => new OutboxRow("bus", Make.Message(t)))], token);
        foreach (var entry in await _outbox.ReadAsync("bus", 0, 1000, token))
        {
            await _outbox.ParkAsync("bus", entry.Position, new OutboxFailure(1, MessengerErrorKind.Refused, "No."), token);
        }
    }
}
