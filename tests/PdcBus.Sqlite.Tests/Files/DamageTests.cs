using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace PdcBus;

public sealed class DamageTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Start_DamagedFile_SetsItAsideAndGoesOnAndSaysSoUntilItIsMovedAway()
    {
        await File.WriteAllTextAsync(_folder.Outbox(), "This was an outbox once.", Token);
        await using var box = new Box(_folder.Path);
        await box.StartAsync();

        await box.AppendAsync("a");
        Assert.Equal(["a"], await box.TopicsAsync());
        var line = Assert.Single(box.Logs.Of(8001));
        var aside = Assert.Single(_folder.Find("*.damaged-*"));
        Assert.Equal(LogLevel.Critical, line.Level);
        Assert.Contains(aside, line.Text, StringComparison.Ordinal);
        Assert.Contains(_folder.Outbox(64), line.Text, StringComparison.Ordinal);
        Assert.Equal("This was an outbox once.", await File.ReadAllTextAsync(aside, Token));
        Assert.False(box.Store.Trouble!.RefusesAppends);
        Assert.Contains(aside, box.Store.Trouble.Description, StringComparison.Ordinal);

        File.Delete(aside);
        await box.TickAsync();
        Assert.Null(box.Store.Trouble);
    }

    [Fact]
    public async Task Start_WithADamagedFileFromBefore_StillSaysSo()
    {
        await File.WriteAllTextAsync(_folder.Outbox() + ".damaged-20260308T120000000", "", Token);
        await using var box = new Box(_folder.Path);
        await box.StartAsync();

        Assert.Contains(".damaged-20260308T120000000", box.Store.Trouble!.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_DamagedPagesAfterACrash_FindsThem()
    {
        await FillAsync();
        Damage.Inside(_folder.Outbox(), afterPage: 40);
        // A log that is still there says that the last process did not end by itself.
        await File.WriteAllBytesAsync(_folder.Outbox() + "-wal", [], Token);
        await using var box = new Box(_folder.Path);
        await box.StartAsync();

        Assert.Single(box.Logs.Of(8001));
        Assert.Empty(await box.ReadAsync());
    }

    [Fact]
    public async Task Read_DamagedWhileOpen_StartsAnewAboveThePositionsThatWereRead()
    {
        await FillAsync();
        await using var box = new Box(_folder.Path);
        await box.StartAsync();
        var last = (await box.ReadAsync(max: 3))[^1].Position;
        Damage.Inside(_folder.Outbox(), afterPage: 40);

        var error = await Assert.ThrowsAsync<PdcBusException>(() => box.ReadAsync(after: last));
        await box.AppendAsync("new");

        Assert.Contains("is damaged", error.Message, StringComparison.Ordinal);
        Assert.Single(box.Logs.Of(8001));
        Assert.Equal("new", Assert.Single(await box.ReadAsync(after: last)).Message.Topic);
        Assert.Equal(1, box.Store.Figures.Waiting);
    }

    [Fact]
    public async Task Tick_FileWasDeleted_SaysSoAndStartsAnew()
    {
        await using var box = new Box(_folder.Path);
        await box.StartAsync();
        await box.AppendAsync("a");
        foreach (var file in _folder.Find("outbox.db*")) File.Delete(file);

        await box.TickAsync();
        await box.AppendAsync("b");

        Assert.Equal(["b"], await box.TopicsAsync());
        Assert.True(File.Exists(_folder.Outbox()));
        var line = Assert.Single(box.Logs.Of(8010));
        Assert.Equal(LogLevel.Critical, line.Level);
        Assert.Contains("the 1 messages in it are lost", line.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_DamagedAndCannotBeRenamed_RefusesAndRecoversWhenItCan()
    {
        await FillAsync();
        await using var box = new Box(_folder.Path);
        await box.StartAsync();
        Damage.Inside(_folder.Outbox(), afterPage: 1);
        var taken = _folder.Outbox() + ".damaged-20260308T120000000";
        Directory.CreateDirectory(taken);

        await Assert.ThrowsAsync<PdcBusException>(() => box.ReadAsync()).WaitAsync(Box.Patience, Token);
        await Assert.ThrowsAsync<PdcBusException>(() => box.AppendAsync("a")).WaitAsync(Box.Patience, Token);
        Assert.True(box.Store.Trouble!.RefusesAppends);
        Assert.Contains(_folder.Outbox(), box.Store.Trouble.Description, StringComparison.Ordinal);

        Directory.Delete(taken);
        await box.TickAsync();
        await box.AppendAsync("b");
        Assert.Equal(["b"], await box.TopicsAsync());
        Assert.False(box.Store.Trouble!.RefusesAppends);
    }

    [Fact]
    public async Task Write_DamagedAgainAndAgain_LeavesNobodyWaiting()
    {
        await using var box = new Box(_folder.Path);
        box.Clock.AutoAdvanceAmount = TimeSpan.FromMilliseconds(1);
        await box.StartAsync();
        var write = box.Writer.WriteAsync(_ => throw SqliteErrors.Damage("The disk is worn out."));

        var error = await Assert.ThrowsAsync<PdcBusException>(() => write.WaitAsync(Box.Patience, Token));
        Assert.Contains("is damaged", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, _folder.Find("*.damaged-*").Length);
        await box.AppendAsync("a");
        Assert.Equal(["a"], await box.TopicsAsync());
    }

    [Fact]
    public async Task Start_ALogAloneWasSetAside_SaysSo()
    {
        var log = _folder.Outbox(3) + ".damaged-20260308T120000000-wal";
        await File.WriteAllTextAsync(log, "", Token);
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "outbox-of-others.db.damaged-20260308T120000000"), "", Token);
        await using var box = new Box(_folder.Path);
        await box.StartAsync();

        Assert.Contains($"were set aside: {log}. ", box.Store.Trouble!.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_UnreadableRow_ParksItAndGoesOn()
    {
        await using var box = new Box(_folder.Path);
        await box.AppendAsync("a", "b", "c");
        await box.Writer.WriteAsync(t => t.Connection.Execute("UPDATE outbox SET headers = 'no JSON' WHERE topic = 'b'"));

        Assert.Equal(["a", "c"], await box.TopicsAsync());
        Assert.Equal(["a", "c"], await box.TopicsAsync());
        var parked = Assert.Single(await box.ParkedAsync());
        Assert.Equal(("b", MessengerErrorKind.Invalid), (parked.Message.Topic, parked.Failure.Kind));
        Assert.Empty(parked.Message.Headers);
        Assert.Equal((2, 1), (box.Store.Figures.Waiting, box.Store.Figures.Parked));
        Assert.Single(box.Logs.Of(8008));
    }

    [Fact]
    public async Task Start_SomebodyElsesDatabase_IsLeftAlone()
    {
        await using (var other = new SqliteConnection($"Data Source={_folder.Outbox()};Pooling=False"))
        {
            other.Open();
            other.Execute("CREATE TABLE mine (x)");
        }

        var before = await File.ReadAllBytesAsync(_folder.Outbox(), Token);
        await using var box = new Box(_folder.Path);

        var error = await Assert.ThrowsAsync<PdcBusException>(() => box.AppendAsync("a"));
        Assert.Contains("is a database of something else", error.Message, StringComparison.Ordinal);
        Assert.Contains("PdcBus:Outbox:Path", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(_folder.Outbox(), Token));
    }

    [Fact]
    public async Task Start_NewerTables_IsRefusedAndLeftAlone()
    {
        await FillAsync();
        await using (var newer = new SqliteConnection($"Data Source={_folder.Outbox()};Pooling=False"))
        {
            newer.Open();
            newer.Execute("PRAGMA user_version = 2");
        }

        await using var box = new Box(_folder.Path);
        var error = await Assert.ThrowsAsync<PdcBusException>(() => box.AppendAsync("a"));

        Assert.Contains("made by a newer PdcBus (version 2", error.Message, StringComparison.Ordinal);
        Assert.True(box.Store.Trouble!.RefusesAppends);
        Assert.Empty(_folder.Find("*.damaged-*"));
    }

    private async Task FillAsync()
    {
        await using var box = new Box(_folder.Path);
        await box.AppendAsync(Enumerable.Range(0, 500).Select(i => Box.Message($"m{i}", size: 2000)));
    }
}
