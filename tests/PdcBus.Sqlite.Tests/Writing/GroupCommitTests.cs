namespace PdcBus;

public sealed class GroupCommitTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Append_ManyWhileOneIsWritten_ShareTheNextCommit()
    {
        await using var box = new Box(_folder.Path);
        using var begun = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        var first = box.Writer.WriteAsync(_ =>
        {
            begun.Set();
            go.Wait(Token);
        });
        begun.Wait(Token);
        List<Task> appends = [.. Enumerable.Range(0, 50).Select(i => box.AppendAsync($"m{i}"))];
        go.Set();
        await Task.WhenAll([first, .. appends]);

        Assert.Equal(["1 writes", "50 writes"], box.Logs.Of(8009).Select(l => l.Text[..l.Text.IndexOf(" were", StringComparison.Ordinal)]));
        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"m{i}"), await box.TopicsAsync());
    }

    [Fact]
    public async Task Append_UnderConcurrency_TakesFewerCommitsThanAppends()
    {
        const int threads = 32;
        const int each = 50;
        await using var box = new Box(_folder.Path);
        await Task.WhenAll(Enumerable.Range(0, threads).Select(_ => Task.Run(
            async () =>
            {
                for (var i = 0; i < each; i++) await box.AppendAsync("m");
            },
            Token)));

        Assert.InRange(box.Logs.Of(8009).Count, 1, threads * each / 2);
        Assert.Equal(threads * each, box.Store.Figures.Waiting);
    }

    [Fact]
    public async Task Write_OneOfAGroupFails_TheOthersAreStoredOnce()
    {
        await using var box = new Box(_folder.Path);
        using var begun = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        var first = box.Writer.WriteAsync(_ =>
        {
            begun.Set();
            go.Wait(Token);
        });
        begun.Wait(Token);
        var before = box.AppendAsync("before");
        var bad = box.Writer.WriteAsync(t => t.Connection.Execute("INSERT INTO outbox (topic) VALUES ('bad')"));
        var after = box.AppendAsync("after");
        go.Set();
        await Task.WhenAll(first, before, after);

        await Assert.ThrowsAsync<PdcBusException>(() => bad);
        Assert.Equal(["before", "after"], await box.TopicsAsync());
        Assert.Equal(2, box.Store.Figures.Waiting);
        Assert.Null(box.Store.Trouble);
    }

    [Fact]
    public async Task Append_Empty_WritesNothing()
    {
        await using var box = new Box(_folder.Path);
        await box.AppendAsync();

        Assert.Empty(_folder.Find("*"));
    }

    [Fact]
    public async Task Append_Cancelled_StoresNothing()
    {
        await using var box = new Box(_folder.Path);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => box.Outbox.AppendAsync(
            [new OutboxRow(Box.Lane, Box.Message("a"))], new CancellationToken(canceled: true)));

        Assert.Empty(await box.ReadAsync());
    }
}
