using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace PdcBus;

/// <summary>Writes rows on the application's connection, and says what it means if they find no table.</summary>
internal sealed class RowWriter(OutboxDatabase database, OutboxHealth health)
{
    /// <exception cref="PdcBusException">The tables are missing; the message names the cure.</exception>
    public void Write(DbContext context, DbTransaction? transaction, IReadOnlyList<OutboxRow> rows)
    {
        try
        {
            database.SqlOf(context).Rows.Insert(ConnectionOf(context, transaction), transaction, rows);
        }
        catch (DbException error) when (database.IsSchemaMissing(error))
        {
            throw health.Failed(error);
        }
    }

    /// <summary>The same without blocking.</summary>
    public async Task WriteAsync(
        DbContext context, DbTransaction? transaction, IReadOnlyList<OutboxRow> rows, CancellationToken cancellationToken)
    {
        try
        {
            await database.SqlOf(context).Rows.InsertAsync(
                ConnectionOf(context, transaction), transaction, rows, cancellationToken).ConfigureAwait(false);
        }
        catch (DbException error) when (database.IsSchemaMissing(error))
        {
            throw health.Failed(error);
        }
    }

    private static DbConnection ConnectionOf(DbContext context, DbTransaction? transaction) =>
        transaction?.Connection ?? context.Database.GetDbConnection();
}
