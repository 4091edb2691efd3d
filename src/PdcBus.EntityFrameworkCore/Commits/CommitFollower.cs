using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Transactions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace PdcBus;

/// <summary>
/// Brings the events of a scope together with the transactions of its context: writes rows as the last statement before
/// a commit, and wakes the relay after it. Scoped; the context is found from here, and this from the context.
/// </summary>
internal sealed class CommitFollower : IDisposable
{
    private static readonly ConditionalWeakTable<DbContext, CommitFollower> Followers = [];

    private readonly OutboxDatabase _database;
    private readonly RowWriter _writer;
    private readonly PdcCommits _commits;
    private readonly IPdcEventBuffer _buffer;
    private readonly OutboxSignal _signal;
    private AutoTransactionBehavior? _usualBehavior;
    private object[] _unsaved = [];
    private long _saved;
    private bool _hasWritten;

    public CommitFollower(
        OutboxDatabase database,
        RowWriter writer,
        PdcCommits commits,
        IPdcEventBuffer buffer,
        OutboxSignal signal,
        IServiceProvider services)
    {
        _database = database;
        _writer = writer;
        _commits = commits;
        _buffer = buffer;
        _signal = signal;

        // Made before this, the context ends after it: nobody else can have it from its pool while this still holds it.
        Context = database.In(services);
        Followers.AddOrUpdate(Context, this);
    }

    /// <summary>The follower of the scope that a context belongs to; null if no event was added and no unit of work opened there.</summary>
    public static CommitFollower? Of(DbContext? context) =>
        context is not null && Followers.TryGetValue(context, out var follower) ? follower : null;

    /// <summary>The scope's context, whose transactions are followed.</summary>
    public DbContext Context { get; }

    /// <summary>The transaction that a unit of work has begun around the action; null if there is none.</summary>
    public OutboxTransaction? Surrounding { get; set; }

    /// <exception cref="PdcBusException">It is over: what the unit of work was to hold together is apart.</exception>
    public void ThrowIfEndedByTheAction()
    {
        if (Surrounding is null || CurrentTransaction == Surrounding) return;
        throw new PdcBusException(
            $"The action has ended the transaction of {_database.Name} that PdcBus opened around it. Let PdcBus commit, or " +
            "take PdcTransaction.None for actions that commit for themselves.");
    }

    public CommitPoint Point => new(_commits.Mark, _saved, Resources?.Mark ?? 0);

    /// <summary>A save that is under way, or the next one, shall have a transaction that the row can go with.</summary>
    public void EventAdded()
    {
        if (_commits.IsFollowing) ForceTransaction();
    }

    public void Saving()
    {
        if (!_commits.IsFollowing) return;
        ResolveUnsaved();
        if (_buffer.Count > 0) ForceTransaction();
    }

    /// <summary>Where nobody will tell of the commit, what is saved has to be written at once.</summary>
    /// <returns>Whether that is so.</returns>
    public bool MustWriteWhenSaved => _commits.IsFollowing &&
        (CurrentTransaction is { IsForeign: true } || (CurrentTransaction is null && Ambient is not null));

    public void Saved()
    {
        _saved = _commits.Mark;
        RestoreBehavior();
    }

    public void SaveFailed()
    {
        RestoreBehavior();
        if (_commits.IsFollowing) HoldUnsaved(_saved);
    }

    /// <summary>A strategy repeats what has failed, and the saves in it.</summary>
    public void TriesAgain()
    {
        _commits.Release();
        _unsaved = [];
    }

    public void Committing(DbTransaction transaction)
    {
        Resources?.CommittingAsync(blocking: true, CancellationToken.None).GetAwaiter().GetResult();
        if (_commits.Stage() is not { Count: > 0 } rows) return;
        _writer.Write(Context, transaction, rows);
        _hasWritten = true;
    }

    public async Task CommittingAsync(DbTransaction transaction, CancellationToken cancellationToken)
    {
        if (Resources is { } resources)
        {
            await resources.CommittingAsync(blocking: false, cancellationToken).ConfigureAwait(false);
        }

        if (_commits.Stage() is not { Count: > 0 } rows) return;
        await _writer.WriteAsync(Context, transaction, rows, cancellationToken).ConfigureAwait(false);
        _hasWritten = true;
    }

    public void Committed()
    {
        _commits.Committed();
        if (!_hasWritten) return;
        _hasWritten = false;
        _signal.Pulse();
    }

    /// <summary>A transaction has ended without a commit.</summary>
    public void Undone(CommitPoint start)
    {
        _hasWritten = false;
        var savedInside = _saved > start.Saved;
        _commits.Undo(start.Added, "the transaction was rolled back");
        Resources?.Undone(start.Changes);
        _saved = Math.Min(_saved, start.Saved);
        if (savedInside && _commits.IsFollowing) HoldUnsaved(start.Saved);
    }

    /// <summary>
    /// A savepoint was rolled back to. What was saved since is undone, also what had been added before it.
    /// </summary>
    public void UndoneTo(CommitPoint savepoint)
    {
        _commits.Undo(_saved > savepoint.Saved ? savepoint.Saved : savepoint.Added, "the savepoint was rolled back");
        Resources?.Undone(savepoint.Changes);
        _saved = Math.Min(_saved, savepoint.Saved);
    }

    /// <summary>Rows were written into the open transaction by somebody else than this.</summary>
    public void HasWritten() => _hasWritten = true;

    /// <summary>Writes what is saved into a transaction whose commit will not be seen.</summary>
    public void WriteSaved()
    {
        if (_commits.Stage() is not { Count: > 0 } rows) return;
        Context.Database.OpenConnection();
        try
        {
            _writer.Write(Context, CurrentTransaction?.Open, rows);
            WrittenUnseen();
        }
        finally
        {
            Context.Database.CloseConnection();
        }
    }

    /// <summary>The same without blocking.</summary>
    public async Task WriteSavedAsync(CancellationToken cancellationToken)
    {
        if (_commits.Stage() is not { Count: > 0 } rows) return;
        await Context.Database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await _writer.WriteAsync(Context, CurrentTransaction?.Open, rows, cancellationToken).ConfigureAwait(false);
            WrittenUnseen();
        }
        finally
        {
            await Context.Database.CloseConnectionAsync().ConfigureAwait(false);
        }
    }

    public void Dispose() => Followers.Remove(Context);

    /// <summary>The transaction that the context is in, if it is one of its own kind.</summary>
    public OutboxTransaction? CurrentTransaction => Context.Database.CurrentTransaction as OutboxTransaction;

    private ResourceFollower? Resources => ResourceFollower.Of(Context);

    private Transaction? Ambient => Context.Database.GetEnlistedTransaction() ?? Transaction.Current;

    private void WrittenUnseen()
    {
        _commits.Committed("the action saved them in a transaction of its own");
        // If somebody else commits, and not by the context, nobody is told: the relay's poll finds the rows.
        _hasWritten = CurrentTransaction is not null;
        if (Ambient is { } ambient) ambient.TransactionCompleted += (_, _) => _signal.Pulse();
    }

    private void ForceTransaction()
    {
        if (Context.Database.AutoTransactionBehavior == AutoTransactionBehavior.Always) return;
        _usualBehavior ??= Context.Database.AutoTransactionBehavior;
        Context.Database.AutoTransactionBehavior = AutoTransactionBehavior.Always;
    }

    private void RestoreBehavior()
    {
        if (_usualBehavior is not { } usual) return;
        Context.Database.AutoTransactionBehavior = usual;
        _usualBehavior = null;
    }

    /// <summary>Remembers which changes could not be saved, so that the next save tells whether they are tried again.</summary>
    private void HoldUnsaved(long mark)
    {
        if (mark == _commits.Mark) return;
        _commits.Hold(mark);
        _unsaved = [.. Context.ChangeTracker.Entries().Where(e => IsPending(e.State)).Select(e => e.Entity)];
    }

    private void ResolveUnsaved()
    {
        if (!_commits.IsHolding) return;
        if (Array.Exists(_unsaved, e => IsPending(Context.Entry(e).State))) _commits.Release();
        else _commits.GiveUp("the changes that they belong to were given up");
        _unsaved = [];
    }

    private static bool IsPending(EntityState state) => state is EntityState.Added or EntityState.Modified or EntityState.Deleted;
}
