using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace PdcBus;

/// <summary>What the outbox says to one kind of database. Knows no connection of its own and no provider's types.</summary>
internal abstract class OutboxSql
{
    /// <summary>The names by which the providers call themselves.</summary>
    public const string PostgreSql = "Npgsql.EntityFrameworkCore.PostgreSQL";

    public const string Sqlite = "Microsoft.EntityFrameworkCore.Sqlite";

    /// <summary>Whether one transaction writes at a time, and blocks the threads of all others.</summary>
    public abstract bool HasOneWriter { get; }

    /// <summary>The messages that wait.</summary>
    public abstract RowStatements Rows { get; }

    /// <summary>The messages that wait for a person.</summary>
    public abstract ParkedStatements Parked { get; }

    /// <summary>Who sends what.</summary>
    public abstract LeaseStatements Leases { get; }

    /// <summary>Counts.</summary>
    public abstract Task<OutboxSample> SampleAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>Makes a connection that has just been opened fit for the outbox.</summary>
    public virtual Task PrepareAsync(DbConnection connection, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Whether an error says that a table or a column is missing.</summary>
    public abstract bool IsSchemaMissing(DbException error);

    /// <exception cref="PdcBusException">The provider is not one of the two, or the model does not hold the tables.</exception>
    public static OutboxSql For(DbContext context) => context.Database.ProviderName switch
    {
        PostgreSql => new PostgreSqlOutboxSql(OutboxTables.In(context)),
        Sqlite => new SqliteOutboxSql(OutboxTables.In(context)),
        var other => throw new PdcBusException(
            $"{context.GetType().Name} uses {other}. The outbox in the application's database works with {PostgreSql} and " +
            $"{Sqlite}; elsewhere take AddSqliteOutbox(), which keeps a file of its own."),
    };
}
