using System.Data.Common;
using System.Globalization;

namespace PdcBus;

/// <summary>
/// SQLite. Its provider works synchronously whatever its methods are called, and readers need no transaction. Whatever
/// writes takes the one lock at once and is short.
/// </summary>
internal sealed class SqliteOutboxSql(OutboxTables tables) : OutboxSql
{
    /// <summary>How long a statement waits for another writer. SQLite waits inside, without the provider's long pauses.</summary>
    private const int BusyMilliseconds = 10_000;

    /// <summary>The time in microseconds since 1970, on the clock of the machine that all processes share.</summary>
    public const string Now = "cast((julianday('now') - 2440587.5) * 86400000 as integer) * 1000";

    private readonly string _sample =
        $"""
        select (select count(*) from {tables.Outbox}), count(*), coalesce(sum(length(body)), 0), min(created_at),
          (select count(*) from {tables.Parked})
        from (select body, created_at from {tables.Outbox} order by id limit {OutboxSample.ExactUpTo})
        """;

    private readonly string _orphans =
        $"""
        select lane from {tables.Lane} as l where expires_at < {Now} - $1
          and exists (select 1 from {tables.Outbox} as o where o.lane = l.lane)
        """;

    public override bool HasOneWriter => true;

    public override RowStatements Rows { get; } = new SqliteRows(tables);

    public override ParkedStatements Parked { get; } = new SqliteParked(tables);

    public override LeaseStatements Leases { get; } = new SqliteLeases(tables);

    /// <summary>SQLite has one code for all errors of a statement; the words tell them apart.</summary>
    public override bool IsSchemaMissing(DbException error) =>
        error.Message.Contains("no such table", StringComparison.Ordinal) ||
        error.Message.Contains("no such column", StringComparison.Ordinal) ||
        error.Message.Contains("has no column named", StringComparison.Ordinal);

    public override Task PrepareAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        SetBusyTimeout(connection);
        return Task.CompletedTask;
    }

    /// <summary>Who has set one keeps it.</summary>
    public static void SetBusyTimeout(DbConnection connection)
    {
        using var query = connection.Command("pragma busy_timeout", named: true);
        if (Convert.ToInt64(query.ExecuteScalar(), CultureInfo.InvariantCulture) != 0) return;
        using var set = connection.Command($"pragma busy_timeout = {BusyMilliseconds}", named: true);
        set.ExecuteNonQuery();
    }

    public override Task<OutboxSample> SampleAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        using var command = connection.Command(_sample, named: true);
        using var reader = command.ExecuteReader();
        reader.Read();
        var (waiting, counted, bytes) = (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2));
        var figures = new OutboxFigures(
            waiting,
            waiting <= counted ? bytes : bytes / counted * waiting,
            reader.GetInt64(4),
            reader.IsDBNull(3) ? null : Time(reader, 3));
        return Task.FromResult(new OutboxSample(figures, Orphans(connection)));
    }

    private List<string> Orphans(DbConnection connection)
    {
        using var command = connection.Command(_orphans, named: true, Column(OutboxSample.OrphanAge));
        using var reader = command.ExecuteReader();
        var lanes = new List<string>();
        while (reader.Read()) lanes.Add(reader.GetString(0));
        return lanes;
    }

    public static long Column(DateTimeOffset time) =>
        (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static long Column(TimeSpan time) => time.Ticks / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset Time(DbDataReader reader, int column) =>
        DateTimeOffset.UnixEpoch.AddTicks(checked(reader.GetInt64(column) * TimeSpan.TicksPerMicrosecond));
}
