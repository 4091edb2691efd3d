using Microsoft.Extensions.Logging;

namespace PdcBus;

/// <summary>Positions that the relay knows never come to mean rows of another file.</summary>
public sealed class PlaceTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Damage_AnotherPlaceIsFree_KeepsItsOwn()
    {
        var first = new Box(_folder.Path);
        await first.AppendAsync(Enumerable.Range(0, 10).Select(i => Box.Message($"first{i}")));
        await using var second = new Box(_folder.Path);
        await second.AppendAsync(Enumerable.Range(0, 500).Select(i => Box.Message($"m{i}", size: 2000)));
        // Closed once, so that the rows lie in the file and not in its log.
        await second.StopAsync();
        await second.StartAsync();
        var known = await second.ReadAsync(max: 5);
        await first.DisposeAsync();
        Damage.Inside(_folder.Outbox(2), afterPage: 40);
        await Assert.ThrowsAsync<PdcBusException>(() => second.ReadAsync(after: known[^1].Position));

        await SettleKnownAndTakeOverAsync(second, known);

        Assert.Single(_folder.Find("outbox-2.db.damaged-*"));
        Assert.True(File.Exists(_folder.Outbox(2)));
    }

    [Fact]
    public async Task Deletion_AnotherPlaceIsFree_TakesANewFile()
    {
        var first = new Box(_folder.Path);
        await first.AppendAsync(Enumerable.Range(0, 10).Select(i => Box.Message($"first{i}")));
        await using var second = new Box(_folder.Path);
        await second.StartAsync();
        await second.AppendAsync(Enumerable.Range(0, 5).Select(i => Box.Message($"m{i}")));
        var known = await second.ReadAsync();
        await first.DisposeAsync();
        foreach (var file in _folder.Find("outbox-2.db*")) File.Delete(file);
        await second.TickAsync();

        Assert.Equal(LogLevel.Critical, Assert.Single(second.Logs.Of(8010)).Level);
        await SettleKnownAndTakeOverAsync(second, known);
    }

    private async Task SettleKnownAndTakeOverAsync(Box second, IReadOnlyList<OutboxEntry> known)
    {
        await second.Store.SettleAsync(Box.Lane, [.. known.Select(e => e.Position)], Token);
        await second.TickAsync();
        await Eventually.IsTrueAsync(() => !File.Exists(_folder.Outbox()), Box.Patience, Token);
        var left = await second.ReadAsync(after: known[^1].Position);
        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"first{i}"), left.Select(e => e.Message.Topic));
    }
}
