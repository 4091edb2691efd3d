using System.Diagnostics;

namespace PdcBus;

/// <summary>
/// Requests that append three rows each and wait until they are durable, against a loop that does nothing but bind
/// ready values and commit in groups, on the same tables and the same disk.
/// </summary>
internal sealed class SqliteAppendBenchmark : IBenchmark
{
    private const int RowsEach = 3;

    public string Name => "sqlite-append";

    public string Question =>
        "how many appends a second does the file outbox take? (aim: 0.8 of a bare group-commit loop, with FULL)";

    public async Task RunAsync(TextWriter output, CancellationToken cancellationToken)
    {
        foreach (var (callers, requests) in new[] { (16, 8_000), (64, 16_000) })
        {
            await output.WriteLineAsync($"{callers} callers, {RowsEach} rows of 0.9 KB each, FULL:");
            await output.WriteLineAsync();
            await new Rounds("appends/s", 9)
                .Add("bare group-commit loop", _ => BareAsync(callers, requests))
                .Add("IOutbox.AppendAsync", _ => OutboxAsync(callers, requests))
                .RunAsync(output, cancellationToken);
            await output.WriteLineAsync();
        }
    }

    private static async Task<double> BareAsync(int callers, int requests)
    {
        using var folder = new BenchmarkFolder();
        using var loop = new BareLoop(folder.Path);
        var rows = Enumerable.Range(0, RowsEach).Select(_ => SampleRows.Message()).ToArray();
        return await RateAsync(callers, requests, () => loop.AppendAsync(rows));
    }

    private static async Task<double> OutboxAsync(int callers, int requests)
    {
        using var folder = new BenchmarkFolder();
        await using var services = SampleRows.Open(folder.Path);
        var outbox = services.GetRequiredService<IOutbox>();
        await outbox.AppendAsync(SampleRows.New(1), CancellationToken.None);
        return await RateAsync(
            callers, requests, () => outbox.AppendAsync(SampleRows.New(RowsEach), CancellationToken.None));
    }

    private static async Task<double> RateAsync(int callers, int requests, Func<Task> append)
    {
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < requests / callers; i++) await append();
        })));
        return requests / watch.Elapsed.TotalSeconds;
    }
}
