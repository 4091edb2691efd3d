namespace PdcBus;

public sealed class MemoryOutboxTests : OutboxContract, IDisposable
{
    private readonly OutboxSignal _signal = new();
    private readonly PdcLedger _ledger = new();
    private readonly CollectedLogs _logs = new();

    protected override Task<(IOutbox, IOutboxStore)> OpenAsync()
    {
        var outbox = New();
        return Task.FromResult<(IOutbox, IOutboxStore)>((outbox, outbox));
    }

    [Fact]
    public async Task Append_WakesTheRelay()
    {
        var woken = 0;
        _signal.Subscribe(() => woken++);

        await AppendAsync(New(), 3);

        Assert.Equal(1, woken);
    }

    [Fact]
    public async Task Park_MoreThanAThousand_ForgetsTheOldest()
    {
        var outbox = New();
        await AppendAsync(outbox, 1100);
        var token = TestContext.Current.CancellationToken;
        foreach (var entry in await outbox.ReadAsync("bus", 0, 2000, token))
        {
            await outbox.ParkAsync("bus", entry.Position, new OutboxFailure(1, MessengerErrorKind.Invalid, "No."), token);
        }

        var parked = await outbox.QueryParkedAsync(new ParkedFilter(), 2000, token);

        Assert.Equal((1000, "m100", "m1099"), (parked.Count, parked[0].Message.Topic, parked[^1].Message.Topic));
        Assert.Equal(1000, outbox.Figures.Parked);
    }

    [Fact]
    public async Task Stop_MessagesLeft_SaysHowManyAndWhich()
    {
        var outbox = New();
        await AppendAsync(outbox, 2);

        await outbox.StopAsync(TestContext.Current.CancellationToken);

        Assert.StartsWith("The application stops while 2 messages wait in memory: they are lost.", _logs.Single(1100).Text, StringComparison.Ordinal);
        Assert.Equal(
            [("m1", "bus", PdcOutcome.Lost), ("m0", "bus", PdcOutcome.Lost)],
            _ledger.Outcomes.Select(o => (o.Topic, o.Messenger, o.Outcome)));
    }

    [Fact]
    public async Task Stop_MessagesParked_SaysHowManyAndWhich()
    {
        var outbox = New();
        await AppendAsync(outbox, 1);
        var token = TestContext.Current.CancellationToken;
        var entry = Assert.Single(await outbox.ReadAsync("bus", 0, 10, token));
        await outbox.ParkAsync("bus", entry.Position, new OutboxFailure(1, MessengerErrorKind.Invalid, "No."), token);

        await outbox.StopAsync(token);

        Assert.StartsWith("The application stops while 1 messages are parked", _logs.Single(1101).Text, StringComparison.Ordinal);
        Assert.Equal(PdcOutcome.Lost, Assert.Single(_ledger.Outcomes).Outcome);
        Assert.Empty(_logs.Of(1100));
    }

    [Fact]
    public async Task Stop_NothingLeft_SaysNothing()
    {
        await New().StopAsync(TestContext.Current.CancellationToken);

        Assert.Empty(_logs.Lines);
    }

    public void Dispose() => _logs.Dispose();

    private static Task AppendAsync(MemoryOutbox outbox, int count) => outbox.AppendAsync(
        [.. Enumerable.Range(0, count).Select(i => new OutboxRow("bus", Make.Message($"m{i}")))],
        TestContext.Current.CancellationToken);

    private MemoryOutbox New() => new(_signal, TimeProvider.System, _ledger, _logs.For<MemoryOutbox>());
}
