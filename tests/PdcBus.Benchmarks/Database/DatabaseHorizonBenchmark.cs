using System.Collections.Concurrent;
using System.Data;
using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace PdcBus;

/// <summary>
/// Somebody's long transaction keeps every removed row alive, while 3,000 messages a second come and go: how long the
/// relay's reading takes, window by window.
/// </summary>
internal sealed class DatabaseHorizonBenchmark(int seconds) : IBenchmark
{
    private const int RowsEach = 30;
    private const int Windows = 6;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    public string Name => "database-horizon";

    public string Question => string.Create(
        CultureInfo.InvariantCulture,
        $"how long does a reading take while a transaction holds the horizon for {seconds} s? (aim: as long at its end as at its start)");

    public async Task RunAsync(TextWriter output, CancellationToken cancellationToken)
    {
        await using var database = await BenchmarkDatabase.CreateAsync(cancellationToken);
        var sent = 0;
        using var host = database.Build(
            _ =>
            {
                Interlocked.Increment(ref sent);
                return Task.CompletedTask;
            },
            services =>
            {
                services.AddSingleton<TimedStore>();
                services.AddSingleton<IOutboxStore>(p => p.GetRequiredService<TimedStore>());
            });
        var store = host.Services.GetRequiredService<TimedStore>();
        await host.StartAsync(cancellationToken);

        await using var holder = await database.OpenAsync(cancellationToken);
        await using var held = await holder.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await using var look = new NpgsqlCommand("select count(*) from pdcbus_outbox", holder, held);
        await look.ExecuteScalarAsync(cancellationToken);

        await output.WriteLineAsync("| seconds | readings | p50 ms | p95 ms | sent/s |");
        await output.WriteLineAsync("|---|---|---|---|---|");
        await using var producer = await database.OpenAsync(cancellationToken);
        var outbox = host.Services.GetRequiredService<OutboxSignal>();
        for (var window = 1; window <= Windows; window++)
        {
            store.Times.Clear();
            var before = sent;
            var watch = Stopwatch.StartNew();
            while (watch.Elapsed.TotalSeconds < (double)seconds / Windows)
            {
                await AppendAsync(producer, cancellationToken);
                outbox.Pulse();
                await Task.Delay(Pause, TimeProvider.System, cancellationToken);
            }

            var times = store.Times.Order().ToArray();
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"| {window * seconds / Windows} | {times.Length} | {times[times.Length / 2]:0.00} | {times[times.Length * 95 / 100]:0.00} | {(sent - before) / watch.Elapsed.TotalSeconds:0} |"));
        }

        await held.RollbackAsync(cancellationToken);
        await host.StopAsync(cancellationToken);
    }

    private static async Task AppendAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $$"""
             insert into pdcbus_outbox (lane, message_id, topic, headers, body, created_at)
             select '{{SampleRows.Lane}}', gen_random_uuid(), 'compose', '{"author":"somebody"}',
               decode(repeat('78', {{BenchmarkDatabase.BodySize}}), 'hex'), now()
             from generate_series(1, {{RowsEach}})
             """,
            connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The store, with the time that each reading takes.</summary>
    private sealed class TimedStore(EntityFrameworkStore store) : DelegatingStore
    {
        public ConcurrentBag<double> Times { get; } = [];

        protected override IOutboxStore Inner => store;

        public override async Task<IReadOnlyList<OutboxEntry>> ReadAsync(
            string lane, long after, int max, CancellationToken cancellationToken)
        {
            var started = Stopwatch.GetTimestamp();
            var entries = await base.ReadAsync(lane, after, max, cancellationToken);
            Times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            return entries;
        }
    }
}
