using System.Data.Common;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace PdcBus;

/// <summary>Which lanes this process may send, written down in the database, whose clock decides.</summary>
internal sealed partial class EntityFrameworkLeases(
    StoreConnections connections,
    IOptions<EntityFrameworkOutboxOptions> options,
    TimeProvider clock,
    ILogger<EntityFrameworkLeases> logger)
    : IOutboxLeases
{
    // A process that comes back is another one: what its predecessor sent may still be under way.
    private readonly string _node =
        $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.NewGuid().ToString("N")[..8]}";

    private bool _known;

    public TimeSpan Duration => options.Value.LeaseDuration;

    public Task<LeaseGrant> RenewAsync(IReadOnlyCollection<string> lanes, CancellationToken cancellationToken) =>
        connections.UseAsync(
            async (sql, connection) =>
            {
                _known = true;
                var view = await sql.Leases.RenewAsync(connection, _node, lanes, Duration, cancellationToken).ConfigureAwait(false);
                var share = new FairShare(_node, view, Duration);
                var wanted = share.ToTake();
                IReadOnlyList<string> taken = wanted.Count == 0
                    ? []
                    : await sql.Leases.TakeAsync(connection, _node, wanted, Duration, cancellationToken).ConfigureAwait(false);
                return new LeaseGrant([.. share.Held, .. taken], share.Surplus());
            },
            cancellationToken);

    public Task ReleaseAsync(IReadOnlyCollection<string> lanes, CancellationToken cancellationToken) =>
        SoonAsync((sql, connection, soon) => sql.Leases.ReleaseAsync(connection, _node, lanes, soon), cancellationToken);

    /// <summary>The process stops: others need not wait for anything it held.</summary>
    public async Task LeaveAsync(CancellationToken cancellationToken)
    {
        if (!_known) return;
        try
        {
            await SoonAsync((sql, connection, soon) => sql.Leases.LeaveAsync(connection, _node, soon), cancellationToken)
                .ConfigureAwait(false);
        }
        catch (Exception error) when (error is PdcBusException or TimeoutException)
        {
            Log.CouldNotLeave(logger, error);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
    }

    /// <summary>What is handed back in the time of a lease is worth it; after that it is free anyway.</summary>
    private async Task SoonAsync(
        Func<OutboxSql, DbConnection, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(Duration, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            await connections.UseAsync((sql, connection) => work(sql, connection, either.Token), either.Token)
                .ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The database did not answer within {Duration.TotalSeconds:0} s.");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(9010, LogLevel.Warning,
            "The process could not say good-bye to the outbox; others take over when its leases have run out.")]
        public static partial void CouldNotLeave(ILogger logger, Exception error);
    }
}
