using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;

namespace PdcBus;

/// <summary>Stop and disposal against what goes on at the same time.</summary>
public sealed class EndingTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Dispose_WhileManyAppend_LosesNothingThatReturnedAndLeavesNobodyWaiting()
    {
        var stored = new ConcurrentQueue<string>();
        var box = new Box(_folder.Path);
        var outbox = box.Outbox;
        await box.StartAsync();
        var appends = Enumerable.Range(0, 8).Select(writer => Task.Run(
            async () =>
            {
                for (var i = 0; ; i++)
                {
                    var topic = $"{writer}.{i}";
                    await outbox.AppendAsync([new OutboxRow(Box.Lane, Box.Message(topic))], Token);
                    stored.Enqueue(topic);
                }
            },
            Token)).ToList();
        await Eventually.IsTrueAsync(() => stored.Count > 200, Box.Patience, Token);

        await box.StopAsync();
        await box.DisposeAsync();

        foreach (var append in appends)
        {
            var end = await Assert.ThrowsAsync<PdcBusException>(() => append.WaitAsync(Box.Patience, Token));
            Assert.Contains("the application has ended", end.Message, StringComparison.Ordinal);
        }

        await using var next = new Box(_folder.Path);
        var topics = await next.TopicsAsync();
        Assert.Empty(stored.Except(topics));
        Assert.Equal(topics.Length, topics.Distinct().Count());
    }

    [Fact]
    public async Task StopAndDispose_Twice_AreAsOnce()
    {
        var box = new Box(_folder.Path);
        var (store, writer) = ((IHostedService)box.Store, box.Writer);
        await box.StartAsync();
        await box.AppendAsync("a");

        await store.StopAsync(Token);
        await store.StopAsync(Token);
        writer.Dispose();
        writer.Dispose();
        await store.StopAsync(Token);
        await box.DisposeAsync();

        await using var next = new Box(_folder.Path);
        Assert.Equal(["a"], await next.TopicsAsync());
    }

    [Fact]
    public async Task StopAndDispose_NeverStarted_TouchNothing()
    {
        var box = new Box(_folder.Path);
        await ((IHostedService)box.Store).StopAsync(Token);
        await box.DisposeAsync();

        Assert.Empty(_folder.Find("*"));
    }

    [Fact]
    public async Task Start_AfterStop_GoesOn()
    {
        await using var box = new Box(_folder.Path);
        await box.StartAsync();
        await box.StopAsync();
        await box.StartAsync();
        await box.AppendAsync("a");
        foreach (var file in _folder.Find("outbox.db*")) File.Delete(file);

        await box.TickAsync();
        Assert.Single(box.Logs.Of(8010));
    }
}
