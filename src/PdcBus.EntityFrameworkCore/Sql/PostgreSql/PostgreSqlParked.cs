using System.Data.Common;
using System.Text;
using System.Text.Json;

namespace PdcBus;

/// <summary>The messages that wait for a person, in PostgreSQL.</summary>
internal sealed class PostgreSqlParked(OutboxTables tables) : ParkedStatements
{
    private readonly string _park =
        $"""
        with gone as (delete from {tables.Outbox} where lane = $1 and id = $2 returning lane, {MessageColumns.Names})
        insert into {tables.Parked} (lane, {MessageColumns.Names}, attempts, kind, error, parked_at)
        select gone.*, $3, $4, $5, $6 from gone
        """;

    private readonly string _query =
        $"select number, lane, attempts, kind, error, parked_at, {MessageColumns.Names} from {tables.Parked} where number > $1";

    private readonly string _retry =
        $"""
        with gone as (
          delete from {tables.Parked} as p using unnest($1::bigint[], $2::text[]) as again(number, headers)
          where p.number = again.number
          returning p.number, lane, message_id, topic, ordering_key, again.headers, body, created_at, traceparent, tracestate,
            notice)
        insert into {tables.Outbox} (lane, {MessageColumns.Names})
        select lane, {MessageColumns.Names} from gone order by number
        """;

    private readonly string _discard = $"delete from {tables.Parked} where number = any($1)";

    private readonly string _prune =
        $"""
        delete from {tables.Parked} where number = any(array(
          select number from {tables.Parked}
          where parked_at < $1
            or number <= (select number from {tables.Parked} order by number desc offset $2 limit 1)
          order by number limit $3))
        """;

    public override async Task ParkAsync(
        DbConnection connection, string lane, long id, OutboxFailure failure, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var batch = PostgreSqlBatch.Pinned(
            connection, _park, lane, id, failure.Attempts, failure.Kind.ToString(), Cut(failure.Error), now.UtcDateTime);
        await using var _ = batch.ConfigureAwait(false);
        await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    public override async Task<IReadOnlyList<ParkedMessage>> QueryAsync(
        DbConnection connection, ParkedFilter filter, int max, CancellationToken cancellationToken)
    {
        var command = Querying(connection, filter, max);
        await using var _ = command.ConfigureAwait(false);
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var __ = reader.ConfigureAwait(false);
        var found = new List<ParkedMessage>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            found.Add(new ParkedMessage(
                reader.GetInt64(0),
                reader.GetString(1),
                MessageColumns.TryRead(reader, 6, PostgreSqlOutboxSql.Time) ?? MessageColumns.Remains(reader, 6),
                new OutboxFailure(reader.GetInt32(2), KindOf(reader.GetString(3)), reader.GetString(4)),
                PostgreSqlOutboxSql.Time(reader, 5)));
        }

        return found;
    }

    public override Task RetryAsync(
        DbConnection connection, IReadOnlyCollection<ParkedMessage> parked, CancellationToken cancellationToken) =>
        ExecuteAsync(
            connection.Command(
                _retry,
                named: false,
                parked.Select(p => p.Number).ToArray(),
                parked.Select(p => MessageColumns.Headers(p.Message.AsReplay())).ToArray()),
            cancellationToken);

    public override Task DiscardAsync(
        DbConnection connection, IReadOnlyCollection<long> numbers, CancellationToken cancellationToken) =>
        ExecuteAsync(connection.Command(_discard, named: false, numbers.ToArray()), cancellationToken);

    public override Task<int> PruneAsync(
        DbConnection connection, DateTimeOffset before, int keep, int max, CancellationToken cancellationToken) =>
        ExecuteAsync(connection.Command(_prune, named: false, before.UtcDateTime, keep, max), cancellationToken);

    private DbCommand Querying(DbConnection connection, ParkedFilter filter, int max)
    {
        var sql = new StringBuilder(_query);
        var values = new List<object?> { filter.After };
        if (filter.Id is { } id) Where("message_id = $", id);
        if (filter.Messenger is { } messenger) Where("lower(split_part(lane, '#', 1)) = lower($", messenger, ")");
        if (filter.Topic is { } topic) Where("topic = $", topic);
        if (filter.Kind is { } kind) Where("kind = $", kind.ToString());
        if (filter.From is { } from) Where("parked_at >= $", from.UtcDateTime);
        if (filter.Until is { } until) Where("parked_at < $", until.UtcDateTime);
        values.Add(max);
        sql.Append(" order by number limit $").Append(values.Count);
        return connection.Command(sql.ToString(), named: false, [.. values]);

        void Where(string condition, object value, string end = "")
        {
            values.Add(value);
            sql.Append(" and ").Append(condition).Append(values.Count).Append(end);
        }
    }

    private static async Task<int> ExecuteAsync(DbCommand command, CancellationToken cancellationToken)
    {
        await using var _ = command.ConfigureAwait(false);
        return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}
