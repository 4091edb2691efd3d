using System.Diagnostics;

namespace PdcBus;

/// <summary>One caller alone: nobody shares its commit, and it crosses to the writer's thread and back.</summary>
internal sealed class SqliteLatencyBenchmark : IBenchmark
{
    private const int Appends = 2_000;

    public string Name => "sqlite-latency";

    public string Question =>
        "how long does one append to the file outbox take that is alone, FULL? (aim: p50 of at most 0.3 ms)";

    public Task RunAsync(TextWriter output, CancellationToken cancellationToken) => new Rounds("ms, p50", 9)
        .Add("bare commit on the caller's thread", _ => BareAsync())
        .Add("IOutbox.AppendAsync", _ => OutboxAsync())
        .RunAsync(output, cancellationToken);

    private static async Task<double> BareAsync()
    {
        using var folder = new BenchmarkFolder();
        using var loop = new BareLoop(folder.Path);
        PdcMessage[] row = [SampleRows.Message()];
        return await MedianAsync(() =>
        {
            loop.Commit(row);
            return Task.CompletedTask;
        });
    }

    private static async Task<double> OutboxAsync()
    {
        using var folder = new BenchmarkFolder();
        await using var services = SampleRows.Open(folder.Path);
        var outbox = services.GetRequiredService<IOutbox>();
        await outbox.AppendAsync(SampleRows.New(1), CancellationToken.None);
        return await MedianAsync(() => outbox.AppendAsync(SampleRows.New(1), CancellationToken.None));
    }

    private static async Task<double> MedianAsync(Func<Task> append)
    {
        var times = new double[Appends];
        for (var i = 0; i < Appends; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await append();
            times[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }

        return Rounds.Median(times);
    }
}
