using System.Text.Json;

namespace PdcBus;

public sealed class A_killed_process_loses_nothing : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(SqliteSynchronous.Full)]
    [InlineData(SqliteSynchronous.Normal)]
    public async Task What_was_acknowledged_is_there_and_what_was_settled_is_gone(SqliteSynchronous synchronous)
    {
        HashSet<Guid> appended = [], settling = [], settled = [];
        for (var run = 1; run <= 4; run++)
        {
            using var child = new Child(_folder.Path, "append", synchronous.ToString(), $"run{run}");
            var enough = 400 + (run * 377);
            await child.HasSaidAsync(lines => lines.Count > enough);
            await child.KillAsync();
            appended.UnionWith(child.Ids("appended"));
            settling.UnionWith(child.Ids("settling"));
            settled.UnionWith(child.Ids("settled"));
        }

        await using var box = new Box(_folder.Path);
        var left = await box.ReadAsync();
        var ids = left.Select(e => e.Message.Id).ToHashSet();
        Assert.Equal(left.Count, ids.Count);
        Assert.Empty(appended.Except(settling).Except(ids));
        Assert.Empty(settled.Intersect(ids));
        Assert.NotEmpty(settled);
        Assert.Equal(left.Count, box.Store.Figures.Waiting);
        Assert.Empty(box.Logs.Of(8001));
        Assert.All(left.GroupBy(e => e.Message.Topic), thread => Assert.Equal(
            thread.Select(NumberOf).Order(), thread.Select(NumberOf)));
    }

    [Theory]
    [InlineData(SqliteSynchronous.Full)]
    [InlineData(SqliteSynchronous.Normal)]
    public async Task An_append_that_has_returned_is_in_the_file_at_that_very_moment(SqliteSynchronous synchronous)
    {
        using var child = new Child(_folder.Path, "die-after-append", synchronous.ToString(), "run");
        await child.HasDiedAsync();

        await using var box = new Box(_folder.Path);
        Assert.Equal(Enumerable.Range(-1, 5001), (await box.ReadAsync()).Select(NumberOf));
    }

    [Theory]
    [InlineData(SqliteSynchronous.Full)]
    [InlineData(SqliteSynchronous.Normal)]
    public async Task A_settle_that_has_returned_has_removed_its_rows_at_that_very_moment(SqliteSynchronous synchronous)
    {
        using var child = new Child(_folder.Path, "die-after-settle", synchronous.ToString(), "run");
        await child.HasDiedAsync();

        await using var box = new Box(_folder.Path);
        Assert.Empty(await box.ReadAsync());
        Assert.Equal(0, box.Store.Figures.Waiting);
    }

    [Fact]
    public async Task Another_process_on_the_folder_goes_on_with_it()
    {
        await using var box = new Box(_folder.Path);
        await box.StartAsync();
        using var child = new Child(_folder.Path, "hold", "Full", "run");
        await child.HasSaidAsync(lines => lines.Contains("ready"));
        await box.TickAsync();
        Assert.Empty(await box.ReadAsync());

        await child.KillAsync();
        await box.TickAsync();

        await Eventually.IsTrueAsync(
            () => !File.Exists(_folder.Outbox(2)), Box.Patience, TestContext.Current.CancellationToken);
        var left = await box.ReadAsync();
        Assert.Equal(child.Ids("appended"), left.Select(e => e.Message.Id).ToHashSet());
        Assert.Equal(Enumerable.Range(0, 100), left.Select(NumberOf));
    }

    [Fact]
    public async Task A_takeover_that_is_killed_leaves_every_message_somewhere()
    {
        const int count = 60_000;
        await using (var first = new Box(_folder.Path))
        {
            await first.StartAsync();
            await using var second = new Box(_folder.Path);
            await second.AppendAsync(Enumerable.Range(0, count).Select(i => Box.Message($"m{i}", size: 500)));
        }

        using var heir = new Child(_folder.Path, "append", "Full", "run");
        await Eventually.IsTrueAsync(
            () => File.Exists(_folder.Outbox() + "-wal") && new FileInfo(_folder.Outbox() + "-wal").Length > 2_000_000,
            Box.Patience,
            TestContext.Current.CancellationToken);
        await heir.KillAsync();

        // The killed one was in the middle: rows lie on both sides, and at most one piece on both.
        Assert.True(File.Exists(_folder.Outbox(2)), "The takeover was over before it was killed.");
        await using var box = new Box(_folder.Path);
        await box.StartAsync();
        var topics = (await box.ReadAsync()).Select(e => e.Message.Topic).Where(t => t.StartsWith('m')).ToList();
        Assert.Equal(count, topics.Distinct().Count());
        Assert.InRange(topics.Count, count, count + 1000);
    }

    [Fact]
    public async Task A_frozen_process_keeps_its_file()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "There is no SIGSTOP here.");
        await using var box = new Box(_folder.Path);
        await box.StartAsync();
        using var child = new Child(_folder.Path, "hold", "Full", "run");
        await child.HasSaidAsync(lines => lines.Contains("ready"));
        await child.FreezeAsync();

        for (var i = 0; i < 20; i++) await box.TickAsync();

        Assert.Empty(await box.ReadAsync());
        Assert.True(File.Exists(_folder.Outbox(2)));
    }

    private static int NumberOf(OutboxEntry entry)
    {
        using var body = JsonDocument.Parse(entry.Message.Body);
        return body.RootElement.GetProperty("n").GetInt32();
    }
}
