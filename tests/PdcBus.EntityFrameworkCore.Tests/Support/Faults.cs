using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace PdcBus;

/// <summary>Makes a database fail where a test wants it. A <see cref="TimeoutException"/> is what both strategies retry.</summary>
public sealed class Faults : DbCommandInterceptor, IDbTransactionInterceptor, IDbConnectionInterceptor
{
    private int _commands;
    private int _commits;
    private int _openings;

    /// <summary>The next so many statements that insert things fail.</summary>
    public void FailCommands(int count) => _commands = count;

    /// <summary>The next so many commits fail, with everything in them undone.</summary>
    public void FailCommits(int count) => _commits = count;

    /// <summary>The next so many attempts to connect fail.</summary>
    public void FailOpenings(int count) => _openings = count;

    public override InterceptionResult<DbDataReader> ReaderExecuting(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        if (command.CommandText.Contains("INSERT INTO \"", StringComparison.Ordinal)) Fail(ref _commands);
        return result;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(ReaderExecuting(command, eventData, result));

    public InterceptionResult TransactionCommitting(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result)
    {
        Fail(ref _commits);
        return result;
    }

    public ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction,
        TransactionEventData eventData,
        InterceptionResult result,
        CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(TransactionCommitting(transaction, eventData, result));

    public InterceptionResult ConnectionOpening(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result)
    {
        Fail(ref _openings);
        return result;
    }

    public ValueTask<InterceptionResult> ConnectionOpeningAsync(
        DbConnection connection,
        ConnectionEventData eventData,
        InterceptionResult result,
        CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(ConnectionOpening(connection, eventData, result));

    private static void Fail(ref int left)
    {
        if (Volatile.Read(ref left) == 0) return;
        if (Interlocked.Decrement(ref left) < 0)
        {
            // Somebody at its side has met the last one.
            Interlocked.Increment(ref left);
            return;
        }

        throw new TimeoutException("An injected fault.");
    }
}
