using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace PdcBus;

/// <summary>
/// A connection that the relay keeps open, with the context that opened it: so whatever the application has configured
/// (data source, tokens, interceptors) holds here too.
/// </summary>
internal sealed class StoreConnection(AsyncServiceScope scope, DbContext context) : IAsyncDisposable
{
    public DbConnection Connection { get; } = context.Database.GetDbConnection();

    /// <summary>The timestamp of its last use.</summary>
    public long UsedAt { get; set; }

    public static async Task<StoreConnection> OpenAsync(
        IServiceScopeFactory scopes, OutboxDatabase database, CancellationToken cancellationToken)
    {
        var scope = scopes.CreateAsyncScope();
        try
        {
            var context = database.In(scope.ServiceProvider);
            // Not by the execution strategy: the relay has its own patience, and is needed when the server is back.
            await context.GetService<IRelationalConnection>().OpenAsync(cancellationToken).ConfigureAwait(false);
            var opened = new StoreConnection(scope, context);
            await database.SqlOf(context).PrepareAsync(opened.Connection, cancellationToken).ConfigureAwait(false);
            return opened;
        }
        catch
        {
            await scope.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The context closes what it has opened.</summary>
    public ValueTask DisposeAsync() => scope.DisposeAsync();
}
