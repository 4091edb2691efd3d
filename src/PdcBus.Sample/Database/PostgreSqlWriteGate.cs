using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace PdcBus.Sample;

/// <summary>
/// Lets one request at a time write, whichever process it came to, as SQLite does by itself: what an import has looked
/// up is still so when it writes.
/// </summary>
internal sealed class PostgreSqlWriteGate : DbTransactionInterceptor
{
    private const string Enter = "SELECT pg_advisory_xact_lock(7302)";

    public override DbTransaction TransactionStarted(
        DbConnection connection, TransactionEndEventData eventData, DbTransaction result)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Enter;
        command.ExecuteNonQuery();
        return result;
    }

    public override async ValueTask<DbTransaction> TransactionStartedAsync(
        DbConnection connection,
        TransactionEndEventData eventData,
        DbTransaction result,
        CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Enter;
        await command.ExecuteNonQueryAsync(cancellationToken);
        return result;
    }
}
