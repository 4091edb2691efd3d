using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace PdcBus;

public sealed class ParkedRetentionTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new(Make.Noon);
    private readonly CollectedLogs _logs = new();
    private readonly MemoryOutbox _outbox;
    private readonly ScriptedStore _store;

    public ParkedRetentionTests()
    {
        _outbox = new MemoryOutbox(new OutboxSignal(), _clock, new PdcLedger(), _logs.For<MemoryOutbox>());
        _store = new ScriptedStore().Around(_outbox);
    }

    [Fact]
    public async Task Sweep_TooMany_RemovesTheOldestAndSaysSo()
    {
        await ParkAsync(5);
        using var retention = await StartAsync(new ParkedOptions { MaxCount = 3 });

        await Wait.UntilAsync(() => _logs.Of(1122).Count == 1, "it was said");

        Assert.Equal(3, _outbox.Figures.Parked);
        Assert.Equal(
            (LogLevel.Warning, "2 parked messages were removed: older than 30.00:00:00 or more than 3."),
            (_logs.Single(1122).Level, _logs.Single(1122).Text));
        await StopAsync(retention);
    }

    [Fact]
    public async Task Sweep_GrownTooOld_IsRemovedWithinTheHour()
    {
        await ParkAsync(2);
        using var retention = await StartAsync(new ParkedOptions { MaxAge = TimeSpan.FromHours(5) });
        await Wait.UntilAsync(
            () =>
            {
                if (_clock.GetUtcNow() < Make.Noon.AddHours(4)) _clock.Advance(TimeSpan.FromMinutes(10));
                return _clock.GetUtcNow() >= Make.Noon.AddHours(4);
            },
            "four hours had passed");
        Assert.Equal(2, _outbox.Figures.Parked);

        await Wait.UntilAsync(
            () =>
            {
                _clock.Advance(TimeSpan.FromMinutes(1));
                return _outbox.Figures.Parked == 0;
            },
            "they were removed");
        Assert.True(_clock.GetUtcNow() >= Make.Noon.AddHours(5));
        await StopAsync(retention);
    }

    [Fact]
    public async Task Sweep_StoreFails_IsSaidAndTriedAgain()
    {
        await ParkAsync(2);
        var fails = true;
        _store.Fault = call => fails && call == "prune" ? new IOException("Locked.") : null;
        using var retention = await StartAsync(new ParkedOptions { MaxCount = 1 });
        await Wait.UntilAsync(() => _logs.Of(1123).Count == 1, "it was said");

        fails = false;
        await Wait.UntilAsync(
            () =>
            {
                _clock.Advance(TimeSpan.FromMinutes(10));
                return _outbox.Figures.Parked == 1;
            },
            "it was tried again");
        await StopAsync(retention);
    }

    public void Dispose() => _logs.Dispose();

    private async Task<ParkedRetention> StartAsync(ParkedOptions options)
    {
        var retention = new ParkedRetention(_store, Options.Create(options), _clock, _logs.For<ParkedRetention>());
        await retention.StartAsync(TestContext.Current.CancellationToken);
        return retention;
    }

    private static Task StopAsync(ParkedRetention retention) => retention.StopAsync(TestContext.Current.CancellationToken);

    private async Task ParkAsync(int count)
    {
        var token = TestContext.Current.CancellationToken;
        await _outbox.AppendAsync([.. Enumerable.Range(0, count).Select(i => new OutboxRow("bus", Make.Message($"m{i}")))], token);
        foreach (var entry in await _outbox.ReadAsync("bus", 0, 1000, token))
        {
            await _outbox.ParkAsync("bus", entry.Position, new OutboxFailure(1, MessengerErrorKind.Refused, "No."), token);
        }
    }
}
