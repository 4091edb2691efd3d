using Microsoft.Data.Sqlite;

namespace PdcBus;

/// <summary>Other programs that hold the file.</summary>
public sealed class LockedFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Append_AnotherProcessHoldsTheFile_FailsTogetherSaysSoAndRecovers()
    {
        await using var box = new Box(_folder.Path);
        await box.StartAsync();
        await box.AppendAsync("before");
        using var holder = new Child(_folder.Path, "lock");
        await holder.HasSaidAsync(lines => lines.Contains("ready"));
        var started = TimeProvider.System.GetTimestamp();
        Task[] appends = [.. Enumerable.Range(0, 40).Select(i => box.AppendAsync($"m{i}"))];
        var errors = await Task.WhenAll(appends.Select(append => Assert.ThrowsAsync<PdcBusException>(() => append)));

        // At five seconds each it would be minutes.
        Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(60));
        Assert.All([.. errors.Select(e => e.Message), box.Store.Trouble!.Description], text =>
        {
            Assert.Contains(_folder.Outbox(), text, StringComparison.Ordinal);
            Assert.Contains("is locked by another program. End the transaction that it holds open.", text, StringComparison.Ordinal);
        });
        Assert.True(box.Store.Trouble.RefusesAppends);
        Assert.Equal(["before"], await box.TopicsAsync());

        await holder.KillAsync();
        await box.TickAsync();
        Assert.Null(box.Store.Trouble);
        await box.AppendAsync("after");
        Assert.Equal(["before", "after"], await box.TopicsAsync());
    }

    [Fact]
    public async Task Start_AnotherProcessHoldsTheFileAlone_SaysSoAndOpensItLater()
    {
        await using (var before = new Box(_folder.Path)) await before.AppendAsync("a");
        var other = new SqliteConnection($"Data Source={_folder.Outbox()};Pooling=False");
        await using (other)
        {
            other.Open();
            other.Execute("PRAGMA locking_mode = EXCLUSIVE");
            other.Execute("BEGIN EXCLUSIVE");
            await using var box = new Box(_folder.Path);
            var error = await Assert.ThrowsAsync<PdcBusException>(() => box.AppendAsync("b"));
            Assert.Contains("is locked by another program", error.Message, StringComparison.Ordinal);
            Assert.True(box.Store.Trouble!.RefusesAppends);
            other.Close();

            await box.AppendAsync("c");
            Assert.Null(box.Store.Trouble);
            Assert.Equal(["a", "c"], await box.TopicsAsync());
        }
    }

    [Fact]
    public async Task Takeover_SomebodyHoldsTheEndedFile_TakesEachPieceOnceAndGoesOnLater()
    {
        await using var heir = new Box(_folder.Path);
        await heir.StartAsync();
        await using (var other = new Box(_folder.Path))
        {
            await other.AppendAsync(Enumerable.Range(0, 1500).Select(i => Box.Message($"m{i}")));
        }

        await using (var tool = new SqliteConnection($"Data Source={_folder.Outbox(2)};Pooling=False"))
        {
            tool.Open();
            tool.Execute("BEGIN IMMEDIATE");
            for (var i = 0; i < 3; i++) await heir.TickAsync();
            Assert.Contains(_folder.Outbox(2), heir.Store.Trouble!.Description, StringComparison.Ordinal);
            Assert.False(heir.Store.Trouble.RefusesAppends);
            await heir.AppendAsync("own");
        }

        await heir.TickAsync();
        await Eventually.IsTrueAsync(() => !File.Exists(_folder.Outbox(2)), Box.Patience, Token);
        var topics = await heir.TopicsAsync();
        Assert.Equal(Enumerable.Range(0, 1500).Select(i => $"m{i}"), topics.Where(t => t != "own"));
        Assert.Equal(1501, heir.Store.Figures.Waiting);
        Assert.Null(heir.Store.Trouble);
    }
}
