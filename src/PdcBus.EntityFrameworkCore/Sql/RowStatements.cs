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
    /// <param name="connection">The connection.</param>
    /// <param name="lane">The lane.</param>
    /// <param name="after">The position.</param>
    /// <param name="except">Rows behind it that are not wanted.</param>
    /// <param name="max">At most so many.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public abstract Task<RowPage> ReadAsync(
        DbConnection connection, string lane, long after, long[] except, int max, CancellationToken cancellationToken);

    public abstract Task DeleteAsync(
        DbConnection connection, string lane, IReadOnlyCollection<long> ids, CancellationToken cancellationToken);

    public abstract Task DeferAsync(
        DbConnection connection, string lane, long id, int attempts, DateTimeOffset notBefore, CancellationToken cancellationToken);
}

/// <summary>What was read.</summary>
/// <param name="Entries">In order.</param>
/// <param name="Broken">Positions of rows that hold no message.</param>
/// <param name="Snapshot">What was visible; null where numbers become visible in their order.</param>
internal sealed record RowPage(IReadOnlyList<OutboxEntry> Entries, IReadOnlyList<long> Broken, RowSnapshot? Snapshot = null)
{
    /// <summary>The positions of all rows, in order.</summary>
    public List<long> Positions => [.. Entries.Select(e => e.Position).Concat(Broken).Order()];
}
