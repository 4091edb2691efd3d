using System.Linq.Expressions;
using Microsoft.Extensions.DependencyInjection;

namespace PdcBus;

/// <summary>An entity that is announced as a resource, as the application has registered it.</summary>
/// <param name="entity">The class of the entity.</param>
/// <param name="resource">The contract.</param>
/// <param name="parts">The navigations whose rows count as part of the entity.</param>
internal abstract class ResourceDefinition(Type entity, Type resource, IReadOnlyList<LambdaExpression> parts)
{
    public Type Entity => entity;

    public Type Resource => resource;

    public IReadOnlyList<LambdaExpression> Parts => parts;

    /// <summary>Asks for the projection, once for each scope.</summary>
    /// <exception cref="PdcBusException">There is none.</exception>
    public abstract ResourceReader ReaderIn(IServiceProvider scope, MappedResource mapped);
}

/// <summary>The same, typed.</summary>
internal sealed class ResourceDefinition<TEntity, TResource>(
    Func<IServiceProvider, Expression<Func<TEntity, PdcRepresentation<TResource>>>> projection,
    IReadOnlyList<Expression<Func<TEntity, object?>>> parts)
    : ResourceDefinition(typeof(TEntity), typeof(TResource), parts)
    where TEntity : class
    where TResource : class, IPdcResource
{
    public override ResourceReader ReaderIn(IServiceProvider scope, MappedResource mapped)
    {
        var asked = projection(scope) ?? throw new PdcBusException(
            $"AddResourceEvents: the projection of {typeof(TEntity).Name} to {typeof(TResource).Name} is null. " +
            $"Return an expression from it: row => new PdcRepresentation<{typeof(TResource).Name}>(url, value).");
        return new ResourceReader<TEntity, TResource>(mapped, asked, scope.GetRequiredService<IPdcJsonComparer>());
    }
}
