using System.Data.Common;
using System.Text.Json;

namespace PdcBus;

/// <summary>Who sends what, in SQLite: processes of one machine. Each step is one short transaction.</summary>
internal sealed class SqliteLeases(OutboxTables tables) : LeaseStatements
{
    private readonly string _heartbeat =
        $"""
        insert into {tables.Node} (node, lanes, last_seen) values ($1, $2, {SqliteOutboxSql.Now})
        on conflict (node) do update set lanes = excluded.lanes, last_seen = excluded.last_seen
        """;

    private readonly string _forget = $"delete from {tables.Node} where last_seen < {SqliteOutboxSql.Now} - $1";

    private readonly string _create =
        $"""
        insert into {tables.Lane} (lane, expires_at) select value, {SqliteOutboxSql.Now} from json_each($1) where true
        on conflict do nothing
        """;

    private readonly string _renew =
        $"""
        update {tables.Lane} set expires_at = {SqliteOutboxSql.Now} + $3
        where owner = $1 and lane in (select value from json_each($2))
        """;

    private readonly string _lanes =
        $"""
        select lane, owner, {SqliteOutboxSql.Now} - expires_at from {tables.Lane}
        where lane in (select value from json_each($1))
        """;

    private readonly string _nodes = $"select node, lanes from {tables.Node} where last_seen > {SqliteOutboxSql.Now} - $1";

    private readonly string _take =
        $"""
        update {tables.Lane} set owner = $1, expires_at = {SqliteOutboxSql.Now} + $3
        where lane in (select value from json_each($2)) and expires_at <= {SqliteOutboxSql.Now}
        returning lane
        """;

    private readonly string _release =
        $"""
        update {tables.Lane} set owner = null, expires_at = {SqliteOutboxSql.Now}
        where owner = $1 and lane in (select value from json_each($2))
        """;

    private readonly string _releaseAll =
        $"update {tables.Lane} set owner = null, expires_at = {SqliteOutboxSql.Now} where owner = $1";

    private readonly string _leave = $"delete from {tables.Node} where node = $1";

    public override Task<LeaseView> RenewAsync(
        DbConnection connection, string node, IReadOnlyCollection<string> lanes, TimeSpan duration, CancellationToken cancellationToken)
    {
        var names = JsonSerializer.Serialize(lanes);
        using var transaction = connection.BeginTransaction();
        Execute(connection, transaction, _heartbeat, node, Join(lanes));
        Execute(connection, transaction, _forget, SqliteOutboxSql.Column(Forget));
        Execute(connection, transaction, _create, names);
        Execute(connection, transaction, _renew, node, names, SqliteOutboxSql.Column(duration));
        var owners = Query(connection, transaction, Owner, _lanes, names);
        var nodes = Query(connection, transaction, Live, _nodes, SqliteOutboxSql.Column(duration));
        transaction.Commit();
        return Task.FromResult(new LeaseView(owners, nodes));
    }

    public override Task<IReadOnlyList<string>> TakeAsync(
        DbConnection connection, string node, IReadOnlyCollection<string> lanes, TimeSpan duration, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>(Query(
            connection, null, r => r.GetString(0), _take, node, JsonSerializer.Serialize(lanes), SqliteOutboxSql.Column(duration)));

    public override Task ReleaseAsync(
        DbConnection connection, string node, IReadOnlyCollection<string> lanes, CancellationToken cancellationToken)
    {
        Execute(connection, null, _release, node, JsonSerializer.Serialize(lanes));
        return Task.CompletedTask;
    }

    public override Task LeaveAsync(DbConnection connection, string node, CancellationToken cancellationToken)
    {
        using var transaction = connection.BeginTransaction();
        Execute(connection, transaction, _releaseAll, node);
        Execute(connection, transaction, _leave, node);
        transaction.Commit();
        return Task.CompletedTask;
    }

    private static LaneOwner Owner(DbDataReader reader)
    {
        var free = TimeSpan.FromMicroseconds(reader.GetInt64(2));
        return new LaneOwner(
            reader.GetString(0), reader.IsDBNull(1) ? null : reader.GetString(1), free < TimeSpan.Zero ? null : free);
    }

    private static LiveNode Live(DbDataReader reader) => new(reader.GetString(0), Split(reader.GetString(1)));

    private static List<T> Query<T>(
        DbConnection connection,
        DbTransaction? transaction,
        Func<DbDataReader, T> read,
        string sql,
        params ReadOnlySpan<object?> values)
    {
        using var command = connection.Command(sql, named: true, values);
        command.Transaction = transaction;
        using var reader = command.ExecuteReader();
        var list = new List<T>();
        while (reader.Read()) list.Add(read(reader));
        return list;
    }

    private static void Execute(
        DbConnection connection, DbTransaction? transaction, string sql, params ReadOnlySpan<object?> values)
    {
        using var command = connection.Command(sql, named: true, values);
        command.Transaction = transaction;
        command.ExecuteNonQuery();
    }
}
