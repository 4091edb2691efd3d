using System.Diagnostics;
using Npgsql;

namespace PdcBus;

/// <summary>A backlog that leaves through one lane to a messenger that does nothing, against the bare statements.</summary>
internal sealed class DatabaseDrainBenchmark : IBenchmark
{
    private const int Count = 100_000;
    private const int Page = 500;

    public string Name => "database-drain";

    public string Question =>
        "how quickly does a backlog leave PostgreSQL through one lane? (aim: 0.4 of a bare loop of the same statements)";

    public async Task RunAsync(TextWriter output, CancellationToken cancellationToken)
    {
        await new Rounds("messages/s", 5)
            .Add($"bare loop: select {Page} behind the last, delete them", BareAsync)
            .Add("relay, no-op messenger", RelayAsync)
            .RunAsync(output, cancellationToken);
    }

    private static async Task<double> BareAsync(CancellationToken cancellationToken)
    {
        await using var database = await BenchmarkDatabase.CreateAsync(cancellationToken);
        await database.FillAsync(SampleRows.Lane, Count, cancellationToken);
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var pin = new NpgsqlCommand("set enable_seqscan = off; set enable_bitmapscan = off", connection);
        await pin.ExecuteNonQueryAsync(cancellationToken);
        await using var select = new NpgsqlCommand(
            $"""
             select id, attempts, not_before, message_id, topic, ordering_key, headers, body, created_at, traceparent, tracestate, notice
             from pdcbus_outbox where lane = $1 and id > $2 order by id limit {Page}
             """,
            connection);
        select.Parameters.AddWithValue(SampleRows.Lane);
        var after = new NpgsqlParameter<long>();
        select.Parameters.Add(after);
        await using var delete = new NpgsqlCommand("delete from pdcbus_outbox where lane = $1 and id = any($2)", connection);
        delete.Parameters.AddWithValue(SampleRows.Lane);
        var settled = new NpgsqlParameter<long[]>();
        delete.Parameters.Add(settled);

        var watch = Stopwatch.StartNew();
        var bytes = 0L;
        while (true)
        {
            var ids = new List<long>(Page);
            await using (var reader = await select.ExecuteReaderAsync(cancellationToken))
            {
                while (await reader.ReadAsync(cancellationToken))
                {
                    ids.Add(reader.GetInt64(0));
                    bytes += reader.GetString(6).Length + reader.GetFieldValue<byte[]>(7).Length;
                }
            }

            if (ids.Count == 0) break;
            after.TypedValue = ids[^1];
            settled.TypedValue = [.. ids];
            await delete.ExecuteNonQueryAsync(cancellationToken);
        }

        if (bytes < (long)Count * BenchmarkDatabase.BodySize) throw new InvalidOperationException("Something was not read.");
        return Count / watch.Elapsed.TotalSeconds;
    }

    private static async Task<double> RelayAsync(CancellationToken cancellationToken)
    {
        await using var database = await BenchmarkDatabase.CreateAsync(cancellationToken);
        await database.FillAsync(SampleRows.Lane, Count, cancellationToken);
        var sent = 0;
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var host = database.Build(_ =>
        {
            if (Interlocked.Increment(ref sent) == Count) all.SetResult();
            return Task.CompletedTask;
        });
        var first = Stopwatch.StartNew();
        await host.StartAsync(cancellationToken);
        await all.Task;
        await host.StopAsync(cancellationToken); // What was confirmed is settled.
        var rate = Count / first.Elapsed.TotalSeconds;
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var count = new NpgsqlCommand("select count(*) from pdcbus_outbox", connection);
        if (await count.ExecuteScalarAsync(cancellationToken) is not 0L) throw new InvalidOperationException("Something is left.");
        return rate;
    }
}
