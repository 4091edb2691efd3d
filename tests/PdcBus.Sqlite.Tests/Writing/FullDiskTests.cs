using Microsoft.Extensions.Logging;

namespace PdcBus;

public sealed class FullDiskTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Append_DiskFull_FailsClearlyKeepsWhatThereIsAndRecovers()
    {
        await using var box = new Box(_folder.Path);
        await box.StartAsync();
        await LimitAsync(box, pages: 100);
        var stored = 0;
        PdcBusException? full = null;
        while (full is null)
        {
            Assert.InRange(stored, 0, 1000);
            full = await TryAppendAsync(box, stored);
            if (full is null) stored++;
        }

        Assert.Contains("the disk is full", full.Message, StringComparison.Ordinal);
        Assert.Contains(_folder.Outbox(), full.Message, StringComparison.Ordinal);
        Assert.Contains("PdcBus:Outbox:Path", full.Message, StringComparison.Ordinal);
        Assert.True(box.Store.Trouble!.RefusesAppends);
        Assert.Equal(stored, box.Store.Figures.Waiting);
        Assert.Equal(Enumerable.Range(0, stored).Select(i => $"m{i}"), await box.TopicsAsync());

        await box.TickAsync();
        await box.TickAsync();
        Assert.True(box.Store.Trouble!.RefusesAppends);
        Assert.Equal(LogLevel.Error, Assert.Single(box.Logs.Of(8002)).Level);

        await box.SettleAllAsync();
        await box.TickAsync();
        Assert.Null(box.Store.Trouble);
        Assert.Single(box.Logs.Of(8003));
        Assert.Null(await TryAppendAsync(box, stored));
        Assert.Equal([$"m{stored}"], await box.TopicsAsync());
    }

    [Fact]
    public async Task Start_DiskAlmostFull_RefusesNewWorkAndTakesWhatWasAdmitted()
    {
        await using var box = new Box(_folder.Path, minFreeDisk: long.MaxValue);
        await box.StartAsync();
        await box.AppendAsync("a");
        await box.TickAsync();

        Assert.True(box.Store.Trouble!.RefusesAppends);
        Assert.StartsWith($"The disk of {_folder.Path} (PdcBus:Outbox:Path) has ", box.Store.Trouble.Description, StringComparison.Ordinal);
        Assert.EndsWith(
            $" bytes left and PdcBus:Outbox:MinFreeDisk is {long.MaxValue}: nothing new is taken. Free some space, or set it lower.",
            box.Store.Trouble.Description,
            StringComparison.Ordinal);
        Assert.Equal(LogLevel.Error, Assert.Single(box.Logs.Of(8012)).Level);
        Assert.Equal(["a"], await box.TopicsAsync());
    }

    [Fact]
    public async Task Takeover_DiskFull_LeavesTheRestWhereItIs()
    {
        await using var heir = new Box(_folder.Path);
        await heir.StartAsync();
        await LimitAsync(heir, pages: 600);
        await using (var other = new Box(_folder.Path))
        {
            await other.AppendAsync(Enumerable.Range(0, 3000).Select(i => Box.Message($"m{i}", size: 1000)));
        }

        for (var i = 0; i < 5; i++) await heir.TickAsync();
        var trouble = heir.Store.Trouble!;
        Assert.False(trouble.RefusesAppends);
        Assert.Contains(_folder.Outbox(2), trouble.Description, StringComparison.Ordinal);
        Assert.Contains("the disk is full", trouble.Description, StringComparison.Ordinal);
        Assert.Single(heir.Logs.Of(8006));
        Assert.Empty(heir.Logs.Of(8002));

        await LimitAsync(heir, pages: 100_000);
        await heir.TickAsync();
        await Eventually.IsTrueAsync(
            () => !File.Exists(_folder.Outbox(2)), Box.Patience, TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(0, 3000).Select(i => $"m{i}"), await heir.TopicsAsync());
        await heir.TickAsync();
        Assert.Null(heir.Store.Trouble);
    }

    private static Task LimitAsync(Box box, int pages) =>
        box.Writer.WriteAsync(t => t.Connection.Execute($"PRAGMA max_page_count = {pages}"));

    private static async Task<PdcBusException?> TryAppendAsync(Box box, int number)
    {
        try
        {
            await box.AppendAsync([Box.Message($"m{number}", size: 10_000)]);
            return null;
        }
        catch (PdcBusException error)
        {
            return error;
        }
    }
}
