using System.Linq.Expressions;

namespace PdcBus;

/// <summary>Which entities are announced, and as what.</summary>
public sealed class PdcResourceEventsBuilder
{
    private readonly ICollection<ResourceDefinition> _definitions;

    internal PdcResourceEventsBuilder(ICollection<ResourceDefinition> definitions) => _definitions = definitions;

    /// <summary>
    /// Announces the additions, changes and removals of an entity as those of a resource: the ones of which the resource
    /// says that they are announced (<see cref="IAddableResource"/> and its like).
    /// </summary>
    /// <param name="projection">
    /// Gives what subscribers see of a row, as an expression that the database evaluates, related rows included. Asked at
    /// most once for each scope, with its services; what it captures becomes parameters of the query. Order lists in it:
    /// those of a database have no order, and another order is a change.
    /// </param>
    /// <param name="parts">
    /// Navigations whose rows count as part of the entity: changing one of them changes the entity. Collections and
    /// references whose rows refer to the entity, and many-to-many navigations, of which the joining rows count. Owned
    /// entities count without being named.
    /// </param>
    /// <typeparam name="TEntity">An entity of the context, with a key.</typeparam>
    /// <typeparam name="TResource">Its contract: one of the catalogue, or a record of the application's own.</typeparam>
    /// <returns>This, for more.</returns>
    public PdcResourceEventsBuilder Add<TEntity, TResource>(
        Func<IServiceProvider, Expression<Func<TEntity, PdcRepresentation<TResource>>>> projection,
        params Expression<Func<TEntity, object?>>[] parts)
        where TEntity : class
        where TResource : class, IPdcResource
    {
        ArgumentNullException.ThrowIfNull(projection);
        ArgumentNullException.ThrowIfNull(parts);
        _definitions.Add(new ResourceDefinition<TEntity, TResource>(projection, parts));
        return this;
    }
}
