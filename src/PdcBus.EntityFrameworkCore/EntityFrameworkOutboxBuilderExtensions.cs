using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace PdcBus;

/// <summary>Adds the outbox in the application's own database.</summary>
public static class EntityFrameworkOutboxBuilderExtensions
{
    /// <summary>
    /// Adds the outbox <c>database</c>: messages are stored in the transaction of <typeparamref name="TDbContext"/> that
    /// stores the data. The context is registered as ever (<c>AddDbContext</c>, pooled or by a factory, before or after
    /// this call), its provider is PostgreSQL or SQLite, and its model calls
    /// <see cref="OutboxModelBuilderExtensions.AddPdcBusOutbox"/>. Unless the application has an
    /// <see cref="IPdcUnitOfWork"/> of its own, this adds one: a transaction of the context.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Changes what the section <c>PdcBus:Outbox</c> says.</param>
    /// <exception cref="ArgumentException">It was added before: an application has one outbox in its database.</exception>
    public static IPdcBusBuilder AddEntityFrameworkOutbox<TDbContext>(
        this IPdcBusBuilder builder, Action<EntityFrameworkOutboxOptions>? configure = null)
        where TDbContext : DbContext
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddOutbox(new OutboxRegistration
        {
            Kind = "database",
            Outbox = p => p.GetRequiredService<EntityFrameworkOutbox>(),
            Store = p => p.GetRequiredService<EntityFrameworkStore>(),
            Leases = p => p.GetRequiredService<EntityFrameworkLeases>(),
            EventAdded = p => p.GetRequiredService<CommitFollower>().EventAdded(),
        });

        var options = builder.AddOptions<EntityFrameworkOutboxOptions>("Outbox");
        if (configure is not null) options.Configure(configure);
        AddServices(builder.Services, new OutboxDatabase(typeof(TDbContext)));

        builder.Services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IDbContextOptionsConfiguration<TDbContext>, FollowSaves<TDbContext>>());
        builder.Services.ConfigureDbContext<TDbContext>(context => context
            .AddInterceptors(Connections)
            .ReplaceService<IRelationalTransactionFactory, OutboxTransactionFactory>()
            .ReplaceService<IExecutionStrategyFactory, OutboxStrategyFactory>());
        return builder;
    }

    private static readonly BusyTimeoutInterceptor Connections = new();

    private static void AddServices(IServiceCollection services, OutboxDatabase database)
    {
        services.AddSingleton<IValidateOptions<EntityFrameworkOutboxOptions>, EntityFrameworkOutboxOptionsValidator>();
        services.AddSingleton(database);
        services.AddSingleton<OutboxHealth>();
        services.AddSingleton<StoreConnections>();
        services.AddSingleton<EntityFrameworkLeases>();
        services.AddSingleton<FigureSampler>();
        services.AddSingleton<EntityFrameworkStore>();
        services.AddSingleton<OneWriter>();
        services.AddSingleton<RowWriter>();
        services.AddScoped<CommitFollower>();
        services.AddScoped<EntityFrameworkOutbox>();
        services.TryAddScoped<IPdcUnitOfWork, EntityFrameworkUnitOfWork>();
    }
}
