using System.Data.Common;

namespace PdcBus;

/// <summary>PostgreSQL, through Npgsql, which takes arrays as they are.</summary>
internal sealed class PostgreSqlOutboxSql(OutboxTables tables) : OutboxSql
{
    private const string UndefinedTable = "42P01";
    private const string UndefinedColumn = "42703";
    private const string UndefinedSchema = "3F000";

    // A page of rows gives count, size and age; where there are more, the oldest of each lane and what the server knows
    // of the table. reltuples alone is old news between two runs of autovacuum.
    private readonly string _sample =
        $"""
        select count(*), coalesce(sum(octet_length(body)), 0)::bigint, min(created_at),
          (select count(*) from {tables.Parked})
        from (select body, created_at from {tables.Outbox} limit {OutboxSample.ExactUpTo + 1}) as page
        """;

    private readonly string _orphans =
        $"""
        select lane from {tables.Lane} as l
        where expires_at < clock_timestamp() - $1
          and exists (select from {tables.Outbox} as o where o.lane = l.lane)
        """;

    private readonly string _estimate =
        $"""
        select greatest(c.reltuples::bigint, s.n_live_tup, {OutboxSample.ExactUpTo + 1}),
          (select min(first.created_at) from {tables.Lane} as l,
            lateral (select created_at from {tables.Outbox} as o where o.lane = l.lane order by id limit 1) as first)
        from pg_class as c left join pg_stat_all_tables as s on s.relid = c.oid
        where c.oid = to_regclass($1)
        """;

    public override bool HasOneWriter => false;

    public override RowStatements Rows { get; } = new PostgreSqlRows(tables);

    public override ParkedStatements Parked { get; } = new PostgreSqlParked(tables);

    public override LeaseStatements Leases { get; } = new PostgreSqlLeases(tables);

    public override bool IsSchemaMissing(DbException error) =>
        error.SqlState is UndefinedTable or UndefinedColumn or UndefinedSchema;

    public override async Task<OutboxSample> SampleAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        var figures = await CountAsync(connection, cancellationToken).ConfigureAwait(false);
        if (figures.Waiting > OutboxSample.ExactUpTo)
        {
            figures = await EstimateAsync(connection, figures, cancellationToken).ConfigureAwait(false);
        }

        return new OutboxSample(figures, await OrphansAsync(connection, cancellationToken).ConfigureAwait(false));
    }

    private async Task<OutboxFigures> CountAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        var command = connection.Command(_sample, named: false);
        await using var _ = command.ConfigureAwait(false);
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var __ = reader.ConfigureAwait(false);
        await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        return new OutboxFigures(
            reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(3), reader.IsDBNull(2) ? null : Time(reader, 2));
    }

    private async Task<OutboxFigures> EstimateAsync(
        DbConnection connection, OutboxFigures page, CancellationToken cancellationToken)
    {
        var batch = PostgreSqlBatch.Pinned(connection, _estimate, tables.Outbox);
        await using var _ = batch.ConfigureAwait(false);
        var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var __ = reader.ConfigureAwait(false);
        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        var waiting = reader.GetInt64(0);
        return page with
        {
            Waiting = waiting,
            WaitingBytes = page.WaitingBytes / page.Waiting * waiting,
            OldestWaiting = reader.IsDBNull(1) ? page.OldestWaiting : Time(reader, 1),
        };
    }

    private async Task<IReadOnlyList<string>> OrphansAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        var batch = PostgreSqlBatch.Pinned(connection, _orphans, OutboxSample.OrphanAge);
        await using var _ = batch.ConfigureAwait(false);
        var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var __ = reader.ConfigureAwait(false);
        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        var lanes = new List<string>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false)) lanes.Add(reader.GetString(0));
        return lanes;
    }

    /// <summary>A <c>timestamptz</c>.</summary>
    public static DateTimeOffset Time(DbDataReader reader, int column) => reader.GetFieldValue<DateTime>(column);
}
