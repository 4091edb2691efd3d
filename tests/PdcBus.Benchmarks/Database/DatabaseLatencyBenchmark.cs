using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace PdcBus;

/// <summary>One message at a time, forty a second: from the end of its commit to the call of the messenger.</summary>
internal sealed class DatabaseLatencyBenchmark : IBenchmark
{
    private const int Count = 300;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    public string Name => "database-latency";

    public string Question => "how long after its commit is an idle messenger called? (aim: p50 of at most 0.5 ms)";

    public async Task RunAsync(TextWriter output, CancellationToken cancellationToken)
    {
        await using var database = await BenchmarkDatabase.CreateAsync(cancellationToken);
        var commits = new CommitTimes();
        var arrived = new TaskCompletionSource<long>();
        using var host = database.Build(
            _ =>
            {
                arrived.TrySetResult(Stopwatch.GetTimestamp());
                return Task.CompletedTask;
            },
            services => services.ConfigureDbContext<BenchmarkContext>(o => o.AddInterceptors(commits)));
        await host.StartAsync(cancellationToken);
        var times = new List<double>();
        for (var i = -20; i < Count; i++)
        {
            arrived = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
            await using (var scope = await host.Services.GetRequiredService<IPdcEventScopeFactory>()
                .OpenAsync("latency", cancellationToken: cancellationToken))
            {
                scope.Buffer.Add(BusinessEvent.New);
                await scope.CompleteAsync(cancellationToken);
            }

            var at = await arrived.Task;
            if (i >= 0) times.Add(Stopwatch.GetElapsedTime(commits.Last, at).TotalMilliseconds);
            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }

        await host.StopAsync(cancellationToken);
        times.Sort();
        await output.WriteLineAsync("| | p50 | p95 | p99 |");
        await output.WriteLineAsync("|---|---|---|---|");
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"| ms | {times[Count / 2]:0.00} | {times[Count * 95 / 100]:0.00} | {times[Count * 99 / 100]:0.00} |"));
    }

    private sealed class CommitTimes : DbTransactionInterceptor
    {
        public long Last { get; private set; }

        public override Task TransactionCommittedAsync(
            DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Last = Stopwatch.GetTimestamp();
            return Task.CompletedTask;
        }
    }
}
