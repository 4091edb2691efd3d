using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace PdcBus;

/// <summary>Adds events for what is saved.</summary>
public static class ResourceEventsBuilderExtensions
{
    /// <summary>
    /// From here on every <c>SaveChanges</c> of the scope's <typeparamref name="TDbContext"/> adds
    /// <see cref="ResourceAdded{T}"/>, <see cref="ResourceChanged{T}"/> and <see cref="ResourceRemoved{T}"/> for registered
    /// entities by itself, none for what subscribers see no difference in. Only where events are published: not while
    /// seeding or migrating. Works with every outbox; may be called more than once.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Names the entities. Their order is that of the events of one save.</param>
    public static IPdcBusBuilder AddResourceEvents<TDbContext>(
        this IPdcBusBuilder builder, Action<PdcResourceEventsBuilder> configure)
        where TDbContext : DbContext
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        configure(new PdcResourceEventsBuilder(CatalogOf<TDbContext>(builder.Services).Definitions));
        return builder;
    }

    private static ResourceCatalog CatalogOf<TDbContext>(IServiceCollection services)
        where TDbContext : DbContext
    {
        var known = services.Select(d => d.ImplementationInstance).OfType<ResourceCatalog>()
            .FirstOrDefault(c => c.ContextType == typeof(TDbContext));
        if (known is not null) return known;

        var catalog = new ResourceCatalog(typeof(TDbContext));
        services.AddSingleton(catalog);
        services.AddHostedService<ResourceCheck>();
        services.TryAddScoped<ResourceEvents>();
        services.TryAddScoped<IPdcResourceEvents>(p => p.GetRequiredService<ResourceEvents>());
        services.AddScoped<IPdcPublicationObserver>(p => new ResourceFollower(catalog, p));
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IDbContextOptionsConfiguration<TDbContext>, FollowSaves<TDbContext>>());
        return catalog;
    }
}
