using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;

namespace PdcBus;

/// <summary>
/// A transaction of the application's context that tells the follower of its scope what happens to it. An interceptor
/// would see the commit as well, but neither the names of savepoints nor a transaction that is merely disposed of.
/// </summary>
internal sealed class OutboxTransaction : RelationalTransaction
{
    private readonly DbTransaction _transaction;
    private readonly List<(string Name, CommitPoint Point)> _savepoints = [];
    private readonly CommitPoint _start;
    private bool _ended;

    public OutboxTransaction(
        IRelationalConnection connection,
        DbTransaction transaction,
        Guid transactionId,
        IDiagnosticsLogger<DbLoggerCategory.Database.Transaction> logger,
        bool transactionOwned,
        ISqlGenerationHelper sqlGenerationHelper)
        : base(connection, transaction, transactionId, logger, transactionOwned, sqlGenerationHelper)
    {
        _transaction = transaction;
        IsForeign = !transactionOwned;
        _start = Point;
    }

    /// <summary>Whether somebody else has begun it (<c>UseTransaction</c>), who may commit it unseen.</summary>
    public bool IsForeign { get; }

    /// <summary>The transaction itself; null if it is over, which somebody else may have brought about.</summary>
    public DbTransaction? Open
    {
        get
        {
            try
            {
                return _transaction.Connection is null ? null : _transaction;
            }
            catch (ObjectDisposedException)
            {
                return null;
            }
        }
    }

    private CommitFollower? Follower => CommitFollower.Of(Connection.Context);

    private CommitPoint Point => Follower?.Point ?? default;

    public override void Commit()
    {
        var follower = Follower;
        follower?.Committing(_transaction);
        base.Commit();
        _ended = true;
        follower?.Committed();
    }

    public override async Task CommitAsync(CancellationToken cancellationToken = default)
    {
        var follower = Follower;
        if (follower is not null) await follower.CommittingAsync(_transaction, cancellationToken).ConfigureAwait(false);
        await base.CommitAsync(cancellationToken).ConfigureAwait(false);
        _ended = true;
        follower?.Committed();
    }

    public override void Rollback()
    {
        base.Rollback();
        EndUndone();
    }

    public override async Task RollbackAsync(CancellationToken cancellationToken = default)
    {
        await base.RollbackAsync(cancellationToken).ConfigureAwait(false);
        EndUndone();
    }

    public override void CreateSavepoint(string name)
    {
        base.CreateSavepoint(name);
        _savepoints.Add((name, Point));
    }

    public override async Task CreateSavepointAsync(string name, CancellationToken cancellationToken = default)
    {
        await base.CreateSavepointAsync(name, cancellationToken).ConfigureAwait(false);
        _savepoints.Add((name, Point));
    }

    public override void RollbackToSavepoint(string name)
    {
        base.RollbackToSavepoint(name);
        UndoTo(name);
    }

    public override async Task RollbackToSavepointAsync(string name, CancellationToken cancellationToken = default)
    {
        await base.RollbackToSavepointAsync(name, cancellationToken).ConfigureAwait(false);
        UndoTo(name);
    }

    public override void ReleaseSavepoint(string name)
    {
        base.ReleaseSavepoint(name);
        Forget(name);
    }

    public override async Task ReleaseSavepointAsync(string name, CancellationToken cancellationToken = default)
    {
        await base.ReleaseSavepointAsync(name, cancellationToken).ConfigureAwait(false);
        Forget(name);
    }

    public override void Dispose()
    {
        if (!IsForeign) EndUndone();
        base.Dispose();
    }

    public override ValueTask DisposeAsync()
    {
        if (!IsForeign) EndUndone();
        return base.DisposeAsync();
    }

    private void EndUndone()
    {
        if (_ended) return;
        _ended = true;
        Follower?.Undone(_start);
    }

    /// <summary>A savepoint stays when it has been rolled back to; those after it are gone.</summary>
    private void UndoTo(string name)
    {
        var index = _savepoints.FindLastIndex(s => s.Name == name);
        if (index < 0) return;
        _savepoints.RemoveRange(index + 1, _savepoints.Count - index - 1);
        Follower?.UndoneTo(_savepoints[index].Point);
    }

    private void Forget(string name)
    {
        var index = _savepoints.FindLastIndex(s => s.Name == name);
        if (index >= 0) _savepoints.RemoveRange(index, _savepoints.Count - index);
    }
}
