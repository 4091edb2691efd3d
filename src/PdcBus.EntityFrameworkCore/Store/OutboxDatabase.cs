using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace PdcBus;

/// <summary>The application's database as the outbox knows it: by the class of its context.</summary>
internal sealed class OutboxDatabase(Type contextType)
{
    private OutboxSql? _sql;

    /// <summary>What is said to the database. Known when the first context has been seen.</summary>
    public OutboxSql? Sql => Volatile.Read(ref _sql);

    /// <summary>The context's name, for messages.</summary>
    public string Name => contextType.Name;

    /// <summary>The context of a scope.</summary>
    public DbContext In(IServiceProvider scope) => (DbContext)scope.GetRequiredService(contextType);

    /// <exception cref="PdcBusException">The provider is not supported, or the model does not hold the tables.</exception>
    public OutboxSql SqlOf(DbContext context)
    {
        if (Sql is { } known) return known;
        var sql = OutboxSql.For(context);
        Volatile.Write(ref _sql, sql);
        return sql;
    }

    /// <summary>Finds mistakes of the program. Touches no database.</summary>
    /// <exception cref="PdcBusException">What is wrong, and the cure.</exception>
    public void Check(IServiceProvider services)
    {
        using var scope = services.CreateScope();
        var context = ScopedContext.Check(contextType, scope.ServiceProvider);
        _ = SqlOf(context);
        if (context.GetService<IRelationalTransactionFactory>() is not OutboxTransactionFactory)
        {
            throw new PdcBusException(
                $"The transactions of {Name} are made by {context.GetService<IRelationalTransactionFactory>().GetType()}, so " +
                $"that the outbox cannot follow them. Where AddDbContext<TService, TContext> adds it, let TContext be the type of " +
                "AddEntityFrameworkOutbox; else take out the call that replaces IRelationalTransactionFactory.");
        }

        using var other = services.CreateScope();
        if (ReferenceEquals(context.Database.GetDbConnection(), In(other.ServiceProvider).Database.GetDbConnection()))
        {
            throw new PdcBusException(
                $"All instances of {Name} share one connection object, and the relay needs one of its own. Give the " +
                "provider a connection string instead; a database in memory can be shared by name: " +
                "Data Source=file:pdc?mode=memory&cache=shared.");
        }
    }

    /// <summary>Says what an error means and what to do.</summary>
    public string Describe(Exception error) => error is DbException database && Sql?.IsSchemaMissing(database) == true
        ? $"The tables of the outbox are missing in the database of {Name} ({error.Message.TrimEnd('.')}). Add them: dotnet ef " +
          $"migrations add PdcBusOutbox --context {Name}, then dotnet ef database update --context {Name}. Without " +
          "migrations Database.EnsureCreated() makes them together with all others, in an empty database."
        : $"The database of {Name} does not do what the outbox asks: {error.Message}";

    /// <summary>Whether an error says that the tables are missing.</summary>
    public bool IsSchemaMissing(Exception error) =>
        error is DbException database && Sql?.IsSchemaMissing(database) == true;
}
