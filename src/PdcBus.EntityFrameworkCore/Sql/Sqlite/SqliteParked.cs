using System.Data.Common;
using System.Text;
using System.Text.Json;

namespace PdcBus;

/// <summary>The messages that wait for a person, in SQLite.</summary>
internal sealed class SqliteParked(OutboxTables tables) : ParkedStatements
{
    private readonly string _park =
        $"""
        insert into {tables.Parked} (lane, {MessageColumns.Names}, attempts, kind, error, parked_at)
        select lane, {MessageColumns.Names}, $3, $4, $5, $6 from {tables.Outbox} where lane = $1 and id = $2
        """;

    private readonly string _delete = $"delete from {tables.Outbox} where lane = $1 and id = $2";

    private readonly string _query =
        $"select number, lane, attempts, kind, error, parked_at, {MessageColumns.Names} from {tables.Parked} where number > $1";

    private readonly string _retry =
        $"""
        insert into {tables.Outbox} (lane, {MessageColumns.Names})
        select lane, message_id, topic, ordering_key, $2, body, created_at, traceparent, tracestate, notice
        from {tables.Parked} where number = $1
        """;

    private readonly string _remove = $"delete from {tables.Parked} where number = $1";

    private readonly string _discard = $"delete from {tables.Parked} where number in (select value from json_each($1))";

    private readonly string _prune =
        $"""
        delete from {tables.Parked} where number in (
          select number from {tables.Parked}
          where parked_at < $1
            or number <= (select number from {tables.Parked} order by number desc limit 1 offset $2)
          order by number limit $3)
        """;

    public override Task ParkAsync(
        DbConnection connection, string lane, long id, OutboxFailure failure, DateTimeOffset now, CancellationToken cancellationToken)
    {
        using var transaction = connection.BeginTransaction();
        Execute(
            connection, transaction, _park, lane, id, failure.Attempts, failure.Kind.ToString(), Cut(failure.Error),
            SqliteOutboxSql.Column(now));
        Execute(connection, transaction, _delete, lane, id);
        transaction.Commit();
        return Task.CompletedTask;
    }

    public override Task<IReadOnlyList<ParkedMessage>> QueryAsync(
        DbConnection connection, ParkedFilter filter, int max, CancellationToken cancellationToken)
    {
        using var command = Querying(connection, filter, max);
        using var reader = command.ExecuteReader();
        var found = new List<ParkedMessage>();
        while (reader.Read())
        {
            found.Add(new ParkedMessage(
                reader.GetInt64(0),
                reader.GetString(1),
                MessageColumns.TryRead(reader, 6, SqliteOutboxSql.Time) ?? MessageColumns.Remains(reader, 6),
                new OutboxFailure(reader.GetInt32(2), KindOf(reader.GetString(3)), reader.GetString(4)),
                SqliteOutboxSql.Time(reader, 5)));
        }

        return Task.FromResult<IReadOnlyList<ParkedMessage>>(found);
    }

    public override Task RetryAsync(
        DbConnection connection, IReadOnlyCollection<ParkedMessage> parked, CancellationToken cancellationToken)
    {
        using var transaction = connection.BeginTransaction();
        foreach (var one in parked)
        {
            Execute(connection, transaction, _retry, one.Number, MessageColumns.Headers(one.Message.AsReplay()));
            Execute(connection, transaction, _remove, one.Number);
        }

        transaction.Commit();
        return Task.CompletedTask;
    }

    public override Task DiscardAsync(
        DbConnection connection, IReadOnlyCollection<long> numbers, CancellationToken cancellationToken)
    {
        Execute(connection, null, _discard, JsonSerializer.Serialize(numbers));
        return Task.CompletedTask;
    }

    public override Task<int> PruneAsync(
        DbConnection connection, DateTimeOffset before, int keep, int max, CancellationToken cancellationToken) =>
        Task.FromResult(Execute(connection, null, _prune, SqliteOutboxSql.Column(before), keep, max));

    private DbCommand Querying(DbConnection connection, ParkedFilter filter, int max)
    {
        var sql = new StringBuilder(_query);
        var values = new List<object?> { filter.After };
        if (filter.Id is { } id) Where("message_id = $", id.ToString());
        if (filter.Messenger is { } messenger) Where("lower(substr(lane, 1, instr(lane || '#', '#') - 1)) = lower($", messenger, ")");
        if (filter.Topic is { } topic) Where("topic = $", topic);
        if (filter.Kind is { } kind) Where("kind = $", kind.ToString());
        if (filter.From is { } from) Where("parked_at >= $", SqliteOutboxSql.Column(from));
        if (filter.Until is { } until) Where("parked_at < $", SqliteOutboxSql.Column(until));
        values.Add(max);
        sql.Append(" order by number limit $").Append(values.Count);
        return connection.Command(sql.ToString(), named: true, [.. values]);

        void Where(string condition, object value, string end = "")
        {
            values.Add(value);
            sql.Append(" and ").Append(condition).Append(values.Count).Append(end);
        }
    }

    private static int Execute(DbConnection connection, DbTransaction? transaction, string sql, params ReadOnlySpan<object?> values)
    {
        using var command = connection.Command(sql, named: true, values);
        command.Transaction = transaction;
        return command.ExecuteNonQuery();
    }
}
