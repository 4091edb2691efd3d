using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace PdcBus;

/// <summary>The relay's side of the outbox in the application's database.</summary>
internal sealed class EntityFrameworkStore : IOutboxStore, IHostedService
{
    private readonly OutboxDatabase _database;
    private readonly OutboxHealth _health;
    private readonly StoreConnections _connections;
    private readonly EntityFrameworkLeases _leases;
    private readonly FigureSampler _sampler;
    private readonly TimeProvider _clock;
    private readonly IServiceProvider _services;
    private readonly ConcurrentDictionary<string, LateRows> _late = new(StringComparer.Ordinal);
    private readonly Lock _stopGate = new();
    private Task? _stopping;

    public EntityFrameworkStore(
        OutboxDatabase database,
        OutboxHealth health,
        StoreConnections connections,
        EntityFrameworkLeases leases,
        FigureSampler sampler,
        IOptions<EntityFrameworkOutboxOptions> options,
        TimeProvider clock,
        IServiceProvider services)
    {
        _ = options.Value; // Asked now, so that a mistake stops the start.
        _database = database;
        _health = health;
        _connections = connections;
        _leases = leases;
        _sampler = sampler;
        _clock = clock;
        _services = services;
    }

    public OutboxFigures Figures => _sampler.Figures;

    public OutboxTrouble? Trouble => _health.Trouble;

    public async Task<IReadOnlyList<OutboxEntry>> ReadAsync(
        string lane, long after, int max, CancellationToken cancellationToken)
    {
        var page = await _connections.UseAsync(
            (sql, connection) => ReadAsync(sql, connection, lane, after, max, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
        foreach (var position in page.Broken)
        {
            // A row that somebody has changed by hand must neither stop the lane nor be met for ever.
            var failure = new OutboxFailure(0, MessengerErrorKind.Invalid, "The row holds no message: somebody has changed it.");
            await ParkAsync(lane, position, failure, cancellationToken).ConfigureAwait(false);
        }

        return page.Entries;
    }

    public async Task SettleAsync(string lane, IReadOnlyCollection<long> positions, CancellationToken cancellationToken)
    {
        await _connections.UseAsync(
            (sql, connection) => sql.Rows.DeleteAsync(connection, lane, positions, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
        var late = LateIn(lane);
        foreach (var position in positions) late.Gone(position);
    }

    public Task DeferAsync(
        string lane, long position, DateTimeOffset notBefore, OutboxFailure failure, CancellationToken cancellationToken) =>
        _connections.UseAsync(
            (sql, connection) => sql.Rows.DeferAsync(
                connection, lane, position, failure.Attempts, notBefore, cancellationToken),
            cancellationToken);

    public async Task ParkAsync(
        string lane, long position, OutboxFailure failure, CancellationToken cancellationToken)
    {
        await _connections.UseAsync(
            (sql, connection) => sql.Parked.ParkAsync(
                connection, lane, position, failure, _clock.GetUtcNow(), cancellationToken),
            cancellationToken).ConfigureAwait(false);
        LateIn(lane).Gone(position);
    }

    public Task<IReadOnlyList<ParkedMessage>> QueryParkedAsync(
        ParkedFilter filter, int max, CancellationToken cancellationToken) =>
        _connections.UseAsync(
            (sql, connection) => sql.Parked.QueryAsync(connection, filter, max, cancellationToken), cancellationToken);

    public Task RetryParkedAsync(IReadOnlyCollection<ParkedMessage> parked, CancellationToken cancellationToken) =>
        _connections.UseAsync(
            (sql, connection) => sql.Parked.RetryAsync(connection, parked, cancellationToken), cancellationToken);

    public Task DiscardParkedAsync(IReadOnlyCollection<long> numbers, CancellationToken cancellationToken) =>
        _connections.UseAsync(
            (sql, connection) => sql.Parked.DiscardAsync(connection, numbers, cancellationToken), cancellationToken);

    public Task<int> PruneParkedAsync(DateTimeOffset before, int keep, int max, CancellationToken cancellationToken) =>
        _connections.UseAsync(
            (sql, connection) => sql.Parked.PruneAsync(connection, before, keep, max, cancellationToken), cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _database.Check(_services);
        _sampler.Start();
        return Task.CompletedTask;
    }

    /// <summary>Stops once. Whoever asks again waits for the same stop, and may come when everything is disposed.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        lock (_stopGate) return _stopping ??= StopOnceAsync(cancellationToken);
    }

    private async Task StopOnceAsync(CancellationToken cancellationToken)
    {
        await _sampler.StopAsync().ConfigureAwait(false);
        await _leases.LeaveAsync(cancellationToken).ConfigureAwait(false);
        await _connections.DisposeAsync().ConfigureAwait(false);
    }

    private LateRows LateIn(string lane) => _late.GetOrAdd(lane, _ => new LateRows(_clock));

    private async Task<RowPage> ReadAsync(
        OutboxSql sql, DbConnection connection, string lane, long after, int max, CancellationToken cancellationToken)
    {
        var late = LateIn(lane);
        while (true)
        {
            var (from, except) = late.Start(after);
            var page = await sql.Rows.ReadAsync(connection, lane, from, except, max, cancellationToken).ConfigureAwait(false);
            if (page.Snapshot is not { } snapshot) return page;
            var positions = page.Positions;
            if (late.Accept(from, positions, positions.Count == max, snapshot)) return page;
        }
    }
}
