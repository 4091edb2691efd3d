using Microsoft.EntityFrameworkCore;

namespace PdcBus;

/// <summary>
/// The writing side: rows go into the transaction that the scope's context is in; without one they have their own.
/// </summary>
internal sealed class EntityFrameworkOutbox(RowWriter writer, CommitFollower follower, OutboxSignal signal) : IOutbox
{
    public bool JoinsTransaction => true;

    public async Task AppendAsync(IReadOnlyList<OutboxRow> rows, CancellationToken cancellationToken)
    {
        follower.ThrowIfEndedByTheAction();
        var context = follower.Context;
        if (follower.CurrentTransaction?.Open is { } transaction)
        {
            await writer.WriteAsync(context, transaction, rows, cancellationToken).ConfigureAwait(false);
            follower.HasWritten();
            return;
        }

        // Nothing else is in it, so it may be tried again: should the answer alone have been lost, the same ids go twice.
        await context.Database.CreateExecutionStrategy().ExecuteAsync(
            token => AppendAloneAsync(context, rows, token), cancellationToken).ConfigureAwait(false);
        signal.Pulse();
    }

    private async Task AppendAloneAsync(
        DbContext context, IReadOnlyList<OutboxRow> rows, CancellationToken cancellationToken)
    {
        await context.Database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await writer.WriteAsync(context, transaction: null, rows, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await context.Database.CloseConnectionAsync().ConfigureAwait(false);
        }
    }
}
