using System.Data;
using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;

namespace PdcBus;

/// <summary>
/// The relay's own connections: as many as its lanes need at once, kept open, so that requests which use up the
/// application's pool do not stop it.
/// </summary>
internal sealed class StoreConnections(
    IServiceScopeFactory scopes, OutboxDatabase database, OutboxHealth health, TimeProvider clock) : IAsyncDisposable
{
    private static readonly TimeSpan IdleTime = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Stack<StoreConnection> _idle = new();
    private bool _closed;

    /// <summary>Runs one piece of work on a connection that nobody else uses meanwhile.</summary>
    /// <exception cref="PdcBusException">It failed; the message says what that means.</exception>
    public async Task<T> UseAsync<T>(
        Func<OutboxSql, DbConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        StoreConnection? connection = null;
        try
        {
            connection = Rent() ??
                await StoreConnection.OpenAsync(scopes, database, cancellationToken).ConfigureAwait(false);
            var result = await work(database.Sql!, connection.Connection).ConfigureAwait(false);
            if (Return(connection)) return result;
            await CloseAsync(connection).ConfigureAwait(false);
            return result;
        }
        catch (Exception error)
        {
            if (connection is not null) await DropAsync(connection, error).ConfigureAwait(false);
            if (error is OperationCanceledException && cancellationToken.IsCancellationRequested) throw;
            throw health.Failed(error);
        }
    }

    /// <summary>The same for work that has no result.</summary>
    public Task UseAsync(Func<OutboxSql, DbConnection, Task> work, CancellationToken cancellationToken) => UseAsync(
        async (sql, connection) =>
        {
            await work(sql, connection).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    /// <summary>Closes what has not been used for a while.</summary>
    public async Task CloseIdleAsync()
    {
        var now = clock.GetTimestamp();
        List<StoreConnection> old;
        lock (_gate)
        {
            old = [.. _idle.Where(c => clock.GetElapsedTime(c.UsedAt, now) > IdleTime)];
            if (old.Count == 0) return;
            var kept = _idle.Reverse().Except(old).ToList();
            _idle.Clear();
            kept.ForEach(_idle.Push);
        }

        foreach (var connection in old) await CloseAsync(connection).ConfigureAwait(false);
    }

    public ValueTask DisposeAsync()
    {
        lock (_gate) _closed = true;
        return new ValueTask(CloseAllIdleAsync());
    }

    /// <summary>What an error has come from is not used again. If it has broken, the others have too: a server is gone.</summary>
    private async Task DropAsync(StoreConnection connection, Exception error)
    {
        var isBroken = error is DbException && connection.Connection.State != ConnectionState.Open;
        await CloseAsync(connection).ConfigureAwait(false);
        if (isBroken) await CloseAllIdleAsync().ConfigureAwait(false);
    }

    private async Task CloseAllIdleAsync()
    {
        StoreConnection[] all;
        lock (_gate)
        {
            all = [.. _idle];
            _idle.Clear();
        }

        foreach (var connection in all) await CloseAsync(connection).ConfigureAwait(false);
    }

    private StoreConnection? Rent()
    {
        lock (_gate) return _idle.TryPop(out var connection) ? connection : null;
    }

    private bool Return(StoreConnection connection)
    {
        connection.UsedAt = clock.GetTimestamp();
        lock (_gate)
        {
            if (_closed) return false;
            _idle.Push(connection);
            return true;
        }
    }

    /// <summary>A connection that cannot even be closed is gone all the same.</summary>
    private async Task CloseAsync(StoreConnection connection)
    {
        try
        {
            await connection.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception error)
        {
            health.CouldNotClose(error);
        }
    }
}
