using System.Data.Common;

namespace PdcBus;

/// <summary>The messages that wait, in PostgreSQL.</summary>
internal sealed class PostgreSqlRows(OutboxTables tables) : RowStatements
{
    // One statement, and one plan, for any number of rows; their numbers follow the order of the arrays. The transaction
    // gets its own number before the rows get theirs: LateRows relies on that.
    private readonly string _insert =
        $"""
        with writer as materialized (select pg_current_xact_id() as number)
        insert into {tables.Outbox} (lane, {MessageColumns.Names})
        select rows.* from writer, unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::bytea[],
          $7::timestamptz[], $8::text[], $9::text[], $10::text[]) as rows
        where writer.number is not null
        """;

    private readonly string _delete = $"delete from {tables.Outbox} where lane = $1 and id = any($2)";

    private readonly string _defer =
        $"update {tables.Outbox} set attempts = $3, not_before = $4 where lane = $1 and id = $2";

    /// <summary>The statement that the relay runs most often; tests explain it.</summary>
    public string SelectStatement { get; } =
        $"""
        select snapshot.*, rows.* from (select pg_current_snapshot()::text, age('3'::xid)) as snapshot left join lateral (
          select id, attempts, not_before, {MessageColumns.Names} from {tables.Outbox}
          where lane = $1 and id > $2 and id <> all ($3) order by id limit $4) as rows on true
        """;

    /// <summary>The statement that comes next; tests explain it too.</summary>
    public string DeleteStatement => _delete;

    public override void Insert(DbConnection connection, DbTransaction? transaction, IReadOnlyList<OutboxRow> rows)
    {
        using var command = Inserting(connection, transaction, rows);
        command.ExecuteNonQuery();
    }

    public override async Task InsertAsync(
        DbConnection connection, DbTransaction? transaction, IReadOnlyList<OutboxRow> rows, CancellationToken cancellationToken)
    {
        var command = Inserting(connection, transaction, rows);
        await using var _ = command.ConfigureAwait(false);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    public override async Task<RowPage> ReadAsync(
        DbConnection connection, string lane, long after, long[] except, int max, CancellationToken cancellationToken)
    {
        var batch = PostgreSqlBatch.Pinned(connection, SelectStatement, lane, after, except, max);
        await using var _ = batch.ConfigureAwait(false);
        var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var __ = reader.ConfigureAwait(false);
        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        var entries = new List<OutboxEntry>();
        List<long>? broken = null;
        RowSnapshot? snapshot = null;
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            snapshot ??= RowSnapshot.Parse(reader.GetString(0), reader.GetInt32(1));
            if (reader.IsDBNull(2)) break; // A snapshot without a row.
            var id = reader.GetInt64(2);
            if (MessageColumns.TryRead(reader, 5, PostgreSqlOutboxSql.Time) is not { } message)
            {
                (broken ??= []).Add(id);
                continue;
            }

            DateTimeOffset? notBefore = reader.IsDBNull(4) ? null : PostgreSqlOutboxSql.Time(reader, 4);
            entries.Add(new OutboxEntry(id, message, reader.GetInt32(3), notBefore));
        }

        // A join owes no order.
        entries.Sort(static (a, b) => a.Position.CompareTo(b.Position));
        return new RowPage(entries, broken ?? [], snapshot);
    }

    public override async Task DeleteAsync(
        DbConnection connection, string lane, IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        var batch = PostgreSqlBatch.Pinned(connection, _delete, lane, ids.ToArray());
        await using var _ = batch.ConfigureAwait(false);
        await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    public override async Task DeferAsync(
        DbConnection connection, string lane, long id, int attempts, DateTimeOffset notBefore, CancellationToken cancellationToken)
    {
        var batch = PostgreSqlBatch.Pinned(connection, _defer, lane, id, attempts, notBefore.UtcDateTime);
        await using var _ = batch.ConfigureAwait(false);
        await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private DbCommand Inserting(DbConnection connection, DbTransaction? transaction, IReadOnlyList<OutboxRow> rows)
    {
        var lanes = new string[rows.Count];
        var ids = new Guid[rows.Count];
        var topics = new string[rows.Count];
        var keys = new string?[rows.Count];
        var headers = new string[rows.Count];
        var bodies = new byte[rows.Count][];
        var times = new DateTime[rows.Count];
        var parents = new string?[rows.Count];
        var states = new string?[rows.Count];
        var notices = new string?[rows.Count];
        for (var i = 0; i < rows.Count; i++)
        {
            var message = rows[i].Message;
            lanes[i] = rows[i].Lane;
            ids[i] = message.Id;
            topics[i] = message.Topic;
            keys[i] = MessageColumns.Key(message.OrderingKey);
            headers[i] = MessageColumns.Headers(message);
            bodies[i] = MessageColumns.Body(message);
            times[i] = message.CreatedAt.UtcDateTime;
            parents[i] = message.TraceParent;
            states[i] = message.TraceState;
            notices[i] = MessageColumns.Notice(message);
        }

        var command = connection.Command(
            _insert, named: false, lanes, ids, topics, keys, headers, bodies, times, parents, states, notices);
        command.Transaction = transaction;
        return command;
    }
}
