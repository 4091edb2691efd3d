using Microsoft.Data.Sqlite;

namespace PdcBus;

public sealed class TakeoverTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 8, 12, 0, 0, TimeSpan.Zero);
    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Start_TwoOnOneFolder_HaveAFileEach()
    {
        await using var first = new Box(_folder.Path);
        await using var second = new Box(_folder.Path);
        await first.AppendAsync("a");
        await second.AppendAsync("b");

        Assert.Equal(["a"], await first.TopicsAsync());
        Assert.Equal(["b"], await second.TopicsAsync());
        Assert.Equal(["outbox-2.db", "outbox.db"], _folder.Find("*.db").Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Start_AfterSeveralEnded_TakesThemOverTheOldestFirstEachInItsOrder()
    {
        // Three at once; the one in the third place holds the oldest message, the one in the first place none.
        await using (var first = new Box(_folder.Path))
        {
            await first.StartAsync();
            await using var second = new Box(_folder.Path);
            await second.AppendAsync([Box.Message("second.0", Noon.AddMinutes(5)), Box.Message("second.1", Noon.AddMinutes(1))]);
            await using var third = new Box(_folder.Path);
            await third.AppendAsync(Enumerable.Range(0, 2500).Select(i => Box.Message($"third.{i}", Noon)));
        }

        await using var heir = new Box(_folder.Path);
        await heir.AppendAsync("new");

        var expected = Enumerable.Range(0, 2500).Select(i => $"third.{i}").Concat(["second.0", "second.1", "new"]);
        Assert.Equal(expected, await heir.TopicsAsync());
        Assert.Equal((2503, 5006), (heir.Store.Figures.Waiting, heir.Store.Figures.WaitingBytes));
        Assert.Equal(["outbox.db"], _folder.Find("*.db").Select(Path.GetFileName));
        Assert.Equal(2, heir.Logs.Of(8005).Count);
    }

    [Fact]
    public async Task Start_ALongBacklogOfAnother_DoesNotHoldUpTheFirstAppend()
    {
        await using (var first = new Box(_folder.Path))
        {
            await first.StartAsync();
            await using var second = new Box(_folder.Path);
            await second.AppendAsync(Enumerable.Range(0, 8000).Select(i => Box.Message($"m{i}")));
        }

        // Each look at the clock takes half a second: three or four pieces of 1000 go first.
        await using var heir = new Box(_folder.Path);
        heir.Clock.AutoAdvanceAmount = TimeSpan.FromSeconds(0.5);
        await heir.AppendAsync("own");
        await Eventually.IsTrueAsync(() => !File.Exists(_folder.Outbox(2)), Box.Patience, Token);

        var topics = await heir.TopicsAsync();
        Assert.InRange(Array.IndexOf(topics, "own"), 1000, 5000);
        Assert.Equal(Enumerable.Range(0, 8000).Select(i => $"m{i}"), topics.Where(t => t != "own"));
    }

    [Fact]
    public async Task Next_LargeBodies_ComeInPiecesThatFitInMemory()
    {
        await using (var box = new Box(_folder.Path))
        {
            await box.AppendAsync(Enumerable.Range(0, 12).Select(i => Box.Message($"m{i}", size: 1_000_000)));
        }

        using var ended = EndedFile.Open(OutboxFolder.TryTakeEnded(_folder.Outbox())!);
        var pieces = new List<int>();
        while (ended.Next() is { } piece)
        {
            pieces.Add(piece.Rows.Count);
            ended.HasTaken(piece);
        }

        Assert.Equal([5, 5, 2], pieces);
        Assert.Equal(12, ended.Waiting);
    }

    [Fact]
    public async Task Tick_AnotherEnded_TakesItOverWhileAppendsGoOn()
    {
        await using var heir = new Box(_folder.Path, SqliteSynchronous.Normal);
        await heir.StartAsync();
        await using (var other = new Box(_folder.Path))
        {
            await other.AppendAsync("parked", "deferred", "b");
            await other.ParkFirstAsync("No more.");
            var failure = new OutboxFailure(4, MessengerErrorKind.Refused, "Later.");
            await other.Store.DeferAsync(Box.Lane, (await other.ReadAsync())[0].Position, Noon.AddHours(1), failure, Token);
            await heir.TickAsync();
            Assert.Empty(await heir.ReadAsync());
        }

        await heir.TickAsync();
        await heir.AppendAsync("own");
        await Eventually.IsTrueAsync(() => !File.Exists(_folder.Outbox(2)), Box.Patience, Token);

        var read = await heir.ReadAsync();
        Assert.Equal(["b", "deferred", "own"], read.Select(e => e.Message.Topic).Order());
        var deferred = read.Single(e => e.Message.Topic == "deferred");
        Assert.Equal((4, Noon.AddHours(1)), (deferred.Attempts, deferred.NotBefore));
        Assert.Equal("No more.", Assert.Single(await heir.ParkedAsync()).Failure.Error);
        Assert.Equal((3, 1), (heir.Store.Figures.Waiting, heir.Store.Figures.Parked));
        var synchronous = 0L;
        await heir.Writer.WriteAsync(t => synchronous = t.Connection.Scalar("PRAGMA synchronous"));
        Assert.Equal(1, synchronous);
    }

    [Fact]
    public async Task Prune_OlderOnesWereTakenOver_RemovesTheOldestByTime()
    {
        await using var heir = new Box(_folder.Path);
        await heir.StartAsync();
        await using (var other = new Box(_folder.Path))
        {
            await other.AppendAsync("old");
            await other.ParkFirstAsync();
            heir.Clock.Advance(TimeSpan.FromMinutes(1));
            await heir.AppendAsync("new");
            await heir.ParkFirstAsync();
        }

        await heir.TickAsync();
        await Eventually.IsTrueAsync(() => !File.Exists(_folder.Outbox(2)), Box.Patience, Token);
        Assert.Equal(["new", "old"], (await heir.ParkedAsync()).Select(p => p.Message.Topic));

        Assert.Equal(1, await heir.Store.PruneParkedAsync(Noon.AddSeconds(30), keep: 10, max: 1, Token));

        Assert.Equal("new", Assert.Single(await heir.ParkedAsync()).Message.Topic);
        Assert.Equal(1, heir.Store.Figures.Parked);
    }

    [Fact]
    public async Task Start_DamagedFileOfAnother_IsSetAsideToo()
    {
        await File.WriteAllTextAsync(_folder.Outbox(2), "rubbish", Token);
        await using var box = new Box(_folder.Path);
        await box.AppendAsync("a");

        Assert.Equal(["a"], await box.TopicsAsync());
        Assert.Single(_folder.Find("outbox-2.db.damaged-*"));
        Assert.False(box.Store.Trouble!.RefusesAppends);
    }

    [Fact]
    public async Task Start_ACopyWasPutIntoTheFolder_IsTakenInToo()
    {
        await using (var before = new Box(_folder.Path)) await before.AppendAsync("a", "b");
        File.Copy(_folder.Outbox(), _folder.Outbox(64));
        await using var box = new Box(_folder.Path);
        await box.StartAsync();

        var read = await box.ReadAsync();
        Assert.Equal(["a", "b", "a", "b"], read.Select(e => e.Message.Topic));
        Assert.Equal(2, read.Select(e => e.Message.Id).Distinct().Count());
    }

    [Fact]
    public async Task Start_FileOfAnotherIsDamagedInside_TakesWhatCameBeforeAndSetsItAside()
    {
        await using (var first = new Box(_folder.Path))
        {
            await first.StartAsync();
            await using var second = new Box(_folder.Path);
            await second.AppendAsync(Enumerable.Range(0, 3000).Select(i => Box.Message($"m{i}", size: 1000)));
        }

        // It ended by itself, so nothing is checked before it is read.
        Damage.Inside(_folder.Outbox(2), afterPage: 500);
        await using var heir = new Box(_folder.Path);
        await heir.AppendAsync("own");

        Assert.Single(_folder.Find("outbox-2.db.damaged-*"));
        Assert.Empty(_folder.Find("outbox.db.damaged-*"));
        var topics = await heir.TopicsAsync();
        Assert.Equal("own", topics[^1]);
        Assert.Equal(Enumerable.Range(0, topics.Length - 1).Select(i => $"m{i}"), topics[..^1]);
        Assert.Equal(topics.Length, heir.Store.Figures.Waiting);
        Assert.False(heir.Store.Trouble!.RefusesAppends);
    }

    [Fact]
    public async Task Tick_FileOfAnotherIsOfNoUse_SaysSoOnceAndGoesOn()
    {
        await using var box = new Box(_folder.Path);
        await box.StartAsync();
        await using (var other = new SqliteConnection($"Data Source={_folder.Outbox(2)};Pooling=False"))
        {
            other.Open();
            other.Execute("CREATE TABLE mine (x)");
        }

        for (var i = 0; i < 5; i++) await box.TickAsync();
        await box.AppendAsync("a");

        Assert.Equal(["a"], await box.TopicsAsync());
        Assert.Contains(_folder.Outbox(2), Assert.Single(box.Logs.Of(8006)).Text, StringComparison.Ordinal);
        Assert.Contains("database of something else", box.Store.Trouble!.Description, StringComparison.Ordinal);
        Assert.False(box.Store.Trouble.RefusesAppends);
        Assert.Empty(box.Logs.Of(8007));
    }

    [Fact]
    public async Task Stop_LetsAnotherGoOnAtOnce()
    {
        await using var first = new Box(_folder.Path);
        await first.StartAsync();
        await first.AppendAsync("a");
        await first.StopAsync();

        await using var second = new Box(_folder.Path);
        Assert.Equal(["a"], await second.TopicsAsync());
    }
}
