using Microsoft.Data.Sqlite;

namespace PdcBus;

public sealed class ReopeningTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Reopen_AfterGracefulStop_FindsEverythingInOneTidyFile()
    {
        var due = new DateTimeOffset(2026, 3, 8, 13, 0, 0, TimeSpan.Zero).AddTicks(7);
        await using (var first = new Box(_folder.Path))
        {
            await first.StartAsync();
            await first.AppendAsync("parked", "a", "b");
            await first.ParkFirstAsync("Too odd.");
            var a = (await first.ReadAsync())[0];
            var failure = new OutboxFailure(3, MessengerErrorKind.Throttled, "Not now.");
            await first.Store.DeferAsync(Box.Lane, a.Position, due, failure, Token);
            await first.StopAsync();
            Assert.Equal(["outbox.db", "outbox.db.lock"], _folder.Find("*").Select(Path.GetFileName));
            Assert.Contains("2 messages wait", Assert.Single(first.Logs.Of(8004)).Text, StringComparison.Ordinal);
        }

        await using var second = new Box(_folder.Path);
        await second.StartAsync();
        Assert.Equal((2L, 4L, 1L), Figures(second));
        var read = await second.ReadAsync();
        Assert.Equal(["a", "b"], read.Select(e => e.Message.Topic));
        Assert.Equal((3, due), (read[0].Attempts, read[0].NotBefore));
        var parked = Assert.Single(await second.ParkedAsync());
        Assert.Equal(("parked", new OutboxFailure(2, MessengerErrorKind.Refused, "Too odd.")), (parked.Message.Topic, parked.Failure));
    }

    [Fact]
    public async Task Append_AfterAllWasSettledAndTheFileReopened_TakesANewPosition()
    {
        long last;
        await using (var first = new Box(_folder.Path))
        {
            await first.AppendAsync("a", "b");
            last = (await first.ReadAsync())[^1].Position;
            await first.SettleAllAsync();
        }

        await using var second = new Box(_folder.Path);
        await second.AppendAsync("c");

        Assert.Equal("c", Assert.Single(await second.ReadAsync(after: last)).Message.Topic);
    }

    [Fact]
    public async Task Append_AfterStop_IsKeptAllTheSame()
    {
        await using (var first = new Box(_folder.Path))
        {
            await first.StartAsync();
            await first.StopAsync();
            await first.AppendAsync("late");
        }

        await using var second = new Box(_folder.Path);
        Assert.Equal(["late"], await second.TopicsAsync());
    }

    [Fact]
    public async Task Append_AfterDispose_SaysThatTheApplicationHasEnded()
    {
        var box = new Box(_folder.Path);
        var outbox = box.Outbox;
        await box.AppendAsync("a");
        await box.DisposeAsync();

        var error = await Assert.ThrowsAsync<PdcBusException>(
            () => outbox.AppendAsync([new OutboxRow(Box.Lane, Box.Message("b"))], Token));
        Assert.Contains("the application has ended", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Figures_OldestWaiting_FollowsTheFront()
    {
        var noon = new DateTimeOffset(2026, 3, 8, 12, 0, 0, TimeSpan.Zero);
        await using (var first = new Box(_folder.Path))
        {
            await first.AppendAsync(Enumerable.Range(0, 3).Select(i => Box.Message($"m{i}", noon.AddMinutes(i))));
            Assert.Equal(noon, first.Store.Figures.OldestWaiting);
            var read = await first.ReadAsync();
            await first.Store.SettleAsync(Box.Lane, [read[1].Position], Token);
            Assert.Equal(noon, first.Store.Figures.OldestWaiting);
            await first.Store.SettleAsync(Box.Lane, [read[0].Position], Token);
            Assert.Equal(noon.AddMinutes(2), first.Store.Figures.OldestWaiting);
        }

        await using var second = new Box(_folder.Path);
        await second.StartAsync();
        Assert.Equal(noon.AddMinutes(2), second.Store.Figures.OldestWaiting);
        await second.SettleAllAsync();
        Assert.Null(second.Store.Figures.OldestWaiting);
    }

    [Theory]
    [InlineData(SqliteSynchronous.Full, 2)]
    [InlineData(SqliteSynchronous.Normal, 1)]
    public async Task Synchronous_Setting_IsWhatCommitsWaitFor(SqliteSynchronous synchronous, long expected)
    {
        await using var box = new Box(_folder.Path, synchronous);
        var found = 0L;
        await box.Writer.WriteAsync(tables => found = tables.Connection.Scalar("PRAGMA synchronous"));

        Assert.Equal(expected, found);
    }

    [Fact]
    public async Task Tick_AfterALargeBacklog_GivesTheDiskBack()
    {
        await using var box = new Box(_folder.Path);
        await box.StartAsync();
        await box.AppendAsync(Enumerable.Range(0, 40).Select(i => Box.Message($"m{i}", size: 1_000_000)));
        await box.SettleAllAsync();
        var before = await PagesAsync();

        for (var i = 0; i < 3; i++) await box.TickAsync();

        Assert.True(await PagesAsync() <= before - 3000, $"Of {before} pages {await PagesAsync()} are left.");

        async Task<long> PagesAsync()
        {
            var pages = 0L;
            await box.Writer.WriteAsync(tables => pages = tables.Connection.Scalar("PRAGMA page_count"));
            return pages;
        }
    }

    [Fact]
    public async Task Read_OthersReadToo_IsNotHindered()
    {
        await using var box = new Box(_folder.Path);
        await box.AppendAsync("a");
        await using var tool = new SqliteConnection($"Data Source={_folder.Outbox()};Pooling=False;Mode=ReadOnly");
        tool.Open();
        using var query = new Statement(tool, "SELECT lower(hex(id)), topic FROM outbox");
        using var row = query.Query();
        Assert.True(row.Read());
        await box.AppendAsync("b");

        Assert.Equal((await box.ReadAsync())[0].Message.Id, Guid.Parse(row.GetString(0)));
        Assert.Equal(["a", "b"], await box.TopicsAsync());
    }

    private static (long Waiting, long Bytes, long Parked) Figures(Box box) =>
        (box.Store.Figures.Waiting, box.Store.Figures.WaitingBytes, box.Store.Figures.Parked);
}
