using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace PdcBus;

/// <summary>One transaction of the scope's context around the action.</summary>
internal sealed class EntityFrameworkUnitOfWork(
    OutboxDatabase database, CommitFollower follower, OneWriter oneWriter, IServiceProvider services)
    : IPdcUnitOfWork, IAsyncDisposable
{
    private readonly DbContext _context = follower.Context;
    private OutboxTransaction? _transaction;
    private bool _isTheWriter;

    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        if (database.SqlOf(_context).HasOneWriter)
        {
            await oneWriter.EnterAsync(cancellationToken).ConfigureAwait(false);
            _isTheWriter = true;
        }

        // A strategy that retries repeats this call. From here on it is silent: the action runs once.
        var transaction = await _context.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        _transaction = (OutboxTransaction)transaction;
        follower.Surrounding = _transaction;
    }

    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        follower.ThrowIfEndedByTheAction();
        await _transaction!.CommitAsync(cancellationToken).ConfigureAwait(false);
        await EndAsync().ConfigureAwait(false);

        // An outbox outside the database is filled after the commit: the messages of the next unit of work must not
        // overtake those of this one, so it begins when this scope has ended.
        if (services.GetRequiredService<IOutbox>().JoinsTransaction) Leave();
    }

    public async Task RollBackAsync(CancellationToken cancellationToken)
    {
        // Whatever uses the context after this must not save what the action has left in it.
        _context.ChangeTracker.Clear();
        try
        {
            if (_transaction is not null && _context.Database.CurrentTransaction == _transaction)
            {
                await _transaction.RollbackAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            await EndAsync().ConfigureAwait(false);
            Leave();
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await EndAsync().ConfigureAwait(false);
        }
        finally
        {
            Leave();
        }
    }

    private async Task EndAsync()
    {
        if (_transaction is not { } transaction) return;
        _transaction = null;
        follower.Surrounding = null;
        await transaction.DisposeAsync().ConfigureAwait(false);
    }

    private void Leave()
    {
        if (!_isTheWriter) return;
        _isTheWriter = false;
        oneWriter.Leave();
    }
}
