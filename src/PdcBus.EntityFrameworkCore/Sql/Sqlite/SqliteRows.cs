using System.Data.Common;
using System.Text.Json;

namespace PdcBus;

/// <summary>The messages that wait, in SQLite.</summary>
internal sealed class SqliteRows(OutboxTables tables) : RowStatements
{
    /// <summary>So many are deleted at once: the application's writers wait meanwhile.</summary>
    private const int SetSize = 200;

    private readonly string _insert =
        $"insert into {tables.Outbox} (lane, {MessageColumns.Names}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";

    private readonly string _select =
        $"""
        select id, attempts, not_before, {MessageColumns.Names} from {tables.Outbox}
        where lane = $1 and id > $2 order by id limit $3
        """;

    private readonly string _delete =
        $"delete from {tables.Outbox} where lane = $1 and id in (select value from json_each($2))";

    private readonly string _defer = $"update {tables.Outbox} set attempts = $3, not_before = $4 where lane = $1 and id = $2";

    public override void Insert(DbConnection connection, DbTransaction? transaction, IReadOnlyList<OutboxRow> rows)
    {
        if (transaction is null && rows.Count > 1)
        {
            using var own = connection.BeginTransaction();
            Insert(connection, own, rows);
            own.Commit();
            return;
        }

        using var command = connection.Command(_insert, named: true, new object?[10]);
        command.Transaction = transaction;
        foreach (var row in rows)
        {
            Fill(command.Parameters, row);
            command.ExecuteNonQuery();
        }
    }

    public override Task InsertAsync(
        DbConnection connection, DbTransaction? transaction, IReadOnlyList<OutboxRow> rows, CancellationToken cancellationToken)
    {
        Insert(connection, transaction, rows);
        return Task.CompletedTask;
    }

    public override Task<RowPage> ReadAsync(
        DbConnection connection, string lane, long after, long[] except, int max, CancellationToken cancellationToken)
    {
        // One transaction writes at a time, so that nothing comes late and nothing is to be left out.
        using var command = connection.Command(_select, named: true, lane, after, max);
        using var reader = command.ExecuteReader();
        var entries = new List<OutboxEntry>();
        List<long>? broken = null;
        while (reader.Read())
        {
            var id = reader.GetInt64(0);
            if (MessageColumns.TryRead(reader, 3, SqliteOutboxSql.Time) is not { } message)
            {
                (broken ??= []).Add(id);
                continue;
            }

            DateTimeOffset? notBefore = reader.IsDBNull(2) ? null : SqliteOutboxSql.Time(reader, 2);
            entries.Add(new OutboxEntry(id, message, reader.GetInt32(1), notBefore));
        }

        return Task.FromResult(new RowPage(entries, broken ?? []));
    }

    public override Task DeleteAsync(
        DbConnection connection, string lane, IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        foreach (var set in ids.Chunk(SetSize))
        {
            using var command = connection.Command(_delete, named: true, lane, JsonSerializer.Serialize(set));
            command.ExecuteNonQuery();
        }

        return Task.CompletedTask;
    }

    public override Task DeferAsync(
        DbConnection connection, string lane, long id, int attempts, DateTimeOffset notBefore, CancellationToken cancellationToken)
    {
        using var command = connection.Command(_defer, named: true, lane, id, attempts, SqliteOutboxSql.Column(notBefore));
        command.ExecuteNonQuery();
        return Task.CompletedTask;
    }

    private static void Fill(DbParameterCollection parameters, OutboxRow row)
    {
        var message = row.Message;
        parameters[0].Value = row.Lane;
        parameters[1].Value = message.Id.ToString();
        parameters[2].Value = message.Topic;
        parameters[3].Value = (object?)MessageColumns.Key(message.OrderingKey) ?? DBNull.Value;
        parameters[4].Value = MessageColumns.Headers(message);
        parameters[5].Value = MessageColumns.Body(message);
        parameters[6].Value = SqliteOutboxSql.Column(message.CreatedAt);
        parameters[7].Value = (object?)message.TraceParent ?? DBNull.Value;
        parameters[8].Value = (object?)message.TraceState ?? DBNull.Value;
        parameters[9].Value = (object?)MessageColumns.Notice(message) ?? DBNull.Value;
    }
}
