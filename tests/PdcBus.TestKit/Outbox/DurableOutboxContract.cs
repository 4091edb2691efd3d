namespace PdcBus;

/// <summary>What an outbox promises beside <see cref="OutboxContract"/> if it outlives its process.</summary>
public abstract class DurableOutboxContract : OutboxContract
{
    /// <summary>Opens what <c>OpenAsync</c> opened once more, as the application would after a restart.</summary>
    protected abstract Task<(IOutbox Outbox, IOutboxStore Store)> ReopenAsync();

    [Fact]
    public async Task Reopen_AfterARestart_HoldsWhatItHeld()
    {
        var (outbox, store) = await OpenAsync();
        await AppendAsync(outbox, Message("settled"), Message("deferred", "k"), Message("parked"), Message("b"));
        var before = await store.ReadAsync(Lane, 0, 10, Token);
        await store.SettleAsync(Lane, [before[0].Position], Token);
        await store.DeferAsync(Lane, before[1].Position, Noon, new OutboxFailure(2, MessengerErrorKind.Refused, "No."), Token);
        await store.ParkAsync(Lane, before[2].Position, new OutboxFailure(3, MessengerErrorKind.Invalid, "Never."), Token);

        (_, store) = await ReopenAsync();

        var after = await store.ReadAsync(Lane, 0, 10, Token);
        Assert.Equal([before[1].Position, before[3].Position], after.Select(e => e.Position));
        Assert.Equal(Describe(before[1].Message), Describe(after[0].Message));
        Assert.Equal((2, Noon), (after[0].Attempts, after[0].NotBefore));
        var parked = Assert.Single(await store.QueryParkedAsync(new ParkedFilter(), 10, Token));
        Assert.Equal(new OutboxFailure(3, MessengerErrorKind.Invalid, "Never."), parked.Failure);
        await Eventually.IsTrueAsync(() => store.Figures is { Waiting: 2, Parked: 1 }, TimeSpan.FromSeconds(30), Token);
    }

    [Fact]
    public async Task Reopen_AfterAllWereSettled_GivesNoPositionTwice()
    {
        var (outbox, store) = await OpenAsync();
        await AppendAsync(outbox, Message("a"));
        var used = (await store.ReadAsync(Lane, 0, 10, Token))[0].Position;
        await store.SettleAsync(Lane, [used], Token);

        (outbox, store) = await ReopenAsync();
        await AppendAsync(outbox, Message("b"));

        Assert.True(Assert.Single(await store.ReadAsync(Lane, 0, 10, Token)).Position > used);
    }
}
