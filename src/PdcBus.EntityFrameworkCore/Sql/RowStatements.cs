using System.Data.Common;

namespace PdcBus;

/// <summary>Statements about the messages that wait.</summary>
internal abstract class RowStatements
{
    /// <summary>The statement or statements that store rows, in order.</summary>
    public abstract void Insert(DbConnection connection, DbTransaction? transaction, IReadOnlyList<OutboxRow> rows);

    /// <summary>The same without blocking.</summary>
    public abstract Task InsertAsync(
        DbConnection connection, DbTransaction? transaction, IReadOnlyList<OutboxRow> rows, CancellationToken cancellationToken);

    /// <summary>Entries of a lane behind a position. Rows that hold no message come back as broken.</summary>
    public abstract Task<RowPage> ReadAsync(
        DbConnection connection, string lane, long after, int max, CancellationToken cancellationToken);

    public abstract Task DeleteAsync(
        DbConnection connection, string lane, IReadOnlyCollection<long> ids, CancellationToken cancellationToken);

    public abstract Task DeferAsync(
        DbConnection connection, string lane, long id, int attempts, DateTimeOffset notBefore, CancellationToken cancellationToken);
}

/// <summary>What was read.</summary>
/// <param name="Entries">In order.</param>
/// <param name="Broken">Positions of rows that hold no message.</param>
internal sealed record RowPage(IReadOnlyList<OutboxEntry> Entries, IReadOnlyList<long> Broken);
