using System.Data.Common;

namespace PdcBus;

/// <summary>Who sends what, in PostgreSQL. The clock is read after a row has been locked, not when a transaction began.</summary>
internal sealed class PostgreSqlLeases(OutboxTables tables) : LeaseStatements
{
    private readonly string _heartbeat =
        $"""
        insert into {tables.Node} (node, lanes, last_seen) values ($1, $2, clock_timestamp())
        on conflict (node) do update set lanes = excluded.lanes, last_seen = clock_timestamp()
        """;

    private readonly string _forget = $"delete from {tables.Node} where last_seen < clock_timestamp() - $1";

    private readonly string _create =
        $"""
        insert into {tables.Lane} (lane, expires_at) select lane, clock_timestamp() from unnest($1::text[]) as lane
        on conflict do nothing
        """;

    private readonly string _renew =
        $"update {tables.Lane} set expires_at = clock_timestamp() + $3 where owner = $1 and lane = any($2)";

    private readonly string _lanes =
        $"select lane, owner, clock_timestamp() - expires_at from {tables.Lane} where lane = any($1)";

    private readonly string _nodes = $"select node, lanes from {tables.Node} where last_seen > clock_timestamp() - $1";

    // Materialized, so that the rows that were locked are the rows that are updated.
    private readonly string _take =
        $"""
        with free as materialized (
          select lane from {tables.Lane} where lane = any($2) and expires_at <= clock_timestamp()
          order by lane for update skip locked)
        update {tables.Lane} as l set owner = $1, expires_at = clock_timestamp() + $3
        from free where l.lane = free.lane returning l.lane
        """;

    private readonly string _release =
        $"update {tables.Lane} set owner = null, expires_at = clock_timestamp() where owner = $1 and lane = any($2)";

    private readonly string _releaseAll =
        $"update {tables.Lane} set owner = null, expires_at = clock_timestamp() where owner = $1";

    private readonly string _leave = $"delete from {tables.Node} where node = $1";

    public override async Task<LeaseView> RenewAsync(
        DbConnection connection, string node, IReadOnlyCollection<string> lanes, TimeSpan duration, CancellationToken cancellationToken)
    {
        var names = lanes.ToArray();
        var batch = connection.CreateBatch()
            .With(_heartbeat, node, Join(names))
            .With(_forget, Forget)
            .With(_create, (object)names)
            .With(_renew, node, names, duration)
            .With(_lanes, (object)names)
            .With(_nodes, duration);
        batch.Timeout = Patience(duration);
        await using var _ = batch.ConfigureAwait(false);
        var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var __ = reader.ConfigureAwait(false);
        var owners = new List<LaneOwner>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var free = reader.GetFieldValue<TimeSpan>(2);
            owners.Add(new LaneOwner(
                reader.GetString(0), reader.IsDBNull(1) ? null : reader.GetString(1), free < TimeSpan.Zero ? null : free));
        }

        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        var nodes = new List<LiveNode>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            nodes.Add(new LiveNode(reader.GetString(0), Split(reader.GetString(1))));
        }

        return new LeaseView(owners, nodes);
    }

    public override async Task<IReadOnlyList<string>> TakeAsync(
        DbConnection connection, string node, IReadOnlyCollection<string> lanes, TimeSpan duration, CancellationToken cancellationToken)
    {
        var command = connection.Command(_take, named: false, node, lanes.ToArray(), duration);
        command.CommandTimeout = Patience(duration);
        await using var _ = command.ConfigureAwait(false);
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var __ = reader.ConfigureAwait(false);
        var taken = new List<string>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false)) taken.Add(reader.GetString(0));
        return taken;
    }

    public override async Task ReleaseAsync(
        DbConnection connection, string node, IReadOnlyCollection<string> lanes, CancellationToken cancellationToken)
    {
        var command = connection.Command(_release, named: false, node, lanes.ToArray());
        await using var _ = command.ConfigureAwait(false);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    public override async Task LeaveAsync(DbConnection connection, string node, CancellationToken cancellationToken)
    {
        var batch = connection.CreateBatch().With(_releaseAll, node).With(_leave, node);
        await using var _ = batch.ConfigureAwait(false);
        await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}
