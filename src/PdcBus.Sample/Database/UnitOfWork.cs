using Microsoft.EntityFrameworkCore.Storage;

namespace PdcBus.Sample;

/// <summary>One transaction for each writing request, which PdcBus opens before the action and ends after it.</summary>
internal sealed class UnitOfWork(PdcDbContext database, WriteGate gate) : IPdcUnitOfWork, IAsyncDisposable
{
    private IDbContextTransaction? _transaction;
    private bool _inside;

    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        await gate.EnterAsync(cancellationToken);
        _inside = true;
        // The provider says BEGIN IMMEDIATE: who reads first and writes later cannot be caught in between.
        _transaction = await database.Database.BeginTransactionAsync(cancellationToken);
    }

    public Task CommitAsync(CancellationToken cancellationToken) => _transaction!.CommitAsync(cancellationToken);

    public Task RollBackAsync(CancellationToken cancellationToken)
    {
        database.ChangeTracker.Clear();
        return _transaction!.RollbackAsync(cancellationToken);
    }

    /// <summary>
    /// Lets the next one in. Only now, when the request ends: an outbox outside the database is filled after the
    /// commit, and the messages of the next request must not overtake those of this one.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_transaction is not null) await _transaction.DisposeAsync();
        }
        finally
        {
            if (_inside) gate.Leave();
            _inside = false;
        }
    }
}
