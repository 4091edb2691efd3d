using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace PdcBus;

/// <summary>
/// Lets SQLite itself wait for another writer. Its provider would sleep for 150 ms, and the relay, whose short writes
/// are new to the application, is gone long before.
/// </summary>
internal sealed class BusyTimeoutInterceptor : DbConnectionInterceptor
{
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        if (eventData.Context?.Database.ProviderName == OutboxSql.Sqlite) SqliteOutboxSql.SetBusyTimeout(connection);
    }

    public override Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }
}
