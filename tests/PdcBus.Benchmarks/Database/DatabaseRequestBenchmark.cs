using System.Diagnostics;
using Npgsql;
using NpgsqlTypes;

namespace PdcBus;

/// <summary>
/// Units of work with one row of the application's own, in an explicit transaction: without events, with three rows put
/// beside it by one bare statement, and with three events. The relay does not run: it has its own question.
/// </summary>
internal sealed class DatabaseRequestBenchmark : IBenchmark
{
    private const int Callers = 8;
    private const int Requests = 4_000;

    public string Name => "database-request";

    public string Question =>
        "what do 3 events in the database outbox cost a request? (aim: 0.55 of the same request in a transaction without events)";

    public async Task RunAsync(TextWriter output, CancellationToken cancellationToken)
    {
        await using var database = await BenchmarkDatabase.CreateAsync(cancellationToken);
        using var host = database.Build(_ => Task.CompletedTask);
        await new Rounds("requests/s", 7)
            .Add("transaction, no events", token => RateAsync(database, () => PlainAsync(host.Services, 0, token), token))
            .Add("the same and one bare statement for 3 rows", token => RateAsync(database, () => PlainAsync(host.Services, 3, token), token))
            .Add("unit of work, 3 events", token => RateAsync(database, () => EventsAsync(host.Services, token), token))
            .RunAsync(output, cancellationToken);
    }

    private static async Task<double> RateAsync(BenchmarkDatabase database, Func<Task> request, CancellationToken cancellationToken)
    {
        await database.ExecuteAsync("""truncate pdcbus_outbox, "Rows" """, cancellationToken);
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(
            async () =>
            {
                for (var i = 0; i < Requests / Callers; i++) await request();
            },
            cancellationToken)));
        return Requests / watch.Elapsed.TotalSeconds;
    }

    private static async Task PlainAsync(IServiceProvider services, int rows, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<BenchmarkContext>();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        context.Rows.Add(new BusinessRow { Name = "name" });
        await context.SaveChangesAsync(cancellationToken);
        if (rows > 0) await InsertAsync((NpgsqlConnection)Connection(context), rows, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task EventsAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var scope = await services.GetRequiredService<IPdcEventScopeFactory>()
            .OpenAsync("request", cancellationToken: cancellationToken);
        var context = scope.Services.GetRequiredService<BenchmarkContext>();
        context.Rows.Add(new BusinessRow { Name = "name" });
        await context.SaveChangesAsync(cancellationToken);
        for (var i = 0; i < 3; i++) scope.Buffer.Add(BusinessEvent.New);
        await scope.CompleteAsync(cancellationToken);
    }

    private static System.Data.Common.DbConnection Connection(BenchmarkContext context) =>
        Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.GetDbConnection(context.Database);

    private static async Task InsertAsync(NpgsqlConnection connection, int rows, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            insert into pdcbus_outbox (lane, message_id, topic, headers, body, created_at)
            select 'bus', id, 'compose', '{"author":"somebody"}', body, now() from unnest($1, $2) as new (id, body)
            """,
            connection);
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. Enumerable.Range(0, rows).Select(_ => Guid.CreateVersion7(TimeProvider.System.GetUtcNow()))] });
        command.Parameters.Add(new NpgsqlParameter<byte[][]>
        {
            TypedValue = [.. Enumerable.Range(0, rows).Select(_ => new byte[BenchmarkDatabase.BodySize])],
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea,
        });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
