using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace PdcBus;

/// <summary>Reads what subscribers see of a resource, and tells what to announce. One for each scope.</summary>
internal abstract class ResourceReader
{
    /// <summary>The representations of those that are there, by their keys.</summary>
    /// <param name="context">Whose connection, transaction and query filters hold.</param>
    /// <param name="keys">Each once.</param>
    /// <param name="blocking">Whether the task shall be complete when this returns.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public abstract Task<Dictionary<object?[], Representation>> ReadAsync(
        DbContext context, IReadOnlyList<object?[]> keys, bool blocking, CancellationToken cancellationToken);

    /// <summary>Whether subscribers see no difference.</summary>
    public abstract bool AreEqual(Representation one, Representation other);

    /// <summary>What is announced; null if the resource does not announce that.</summary>
    public abstract object? EventOf(Representation? before, Representation? after);

    /// <summary>A <see cref="PdcRepresentation{TResource}"/> whose resource is not known here.</summary>
    internal sealed record Representation(string Url, object Value);
}

/// <summary>The same, typed.</summary>
internal sealed class ResourceReader<TEntity, TResource> : ResourceReader
    where TEntity : class
    where TResource : class, IPdcResource
{
    // Keys of one column are looked for together. So many cost one query, far below what a statement may hold.
    private const int Chunk = 500;

    private readonly MappedResource _resource;
    private readonly IPdcJsonComparer _json;
    private readonly Expression<Func<TEntity, Row>> _select;

    public ResourceReader(
        MappedResource resource, Expression<Func<TEntity, PdcRepresentation<TResource>>> projection, IPdcJsonComparer json)
    {
        _resource = resource;
        _json = json;
        var row = projection.Parameters[0];
        var key = resource.Key.Select(p => Expression.Convert(Column(row, p.ClrType, p.Name), typeof(object)));
        _select = Expression.Lambda<Func<TEntity, Row>>(
            Expression.New(
                typeof(Row).GetConstructors()[0], Expression.NewArrayInit(typeof(object), key), projection.Body),
            row);
    }

    public override async Task<Dictionary<object?[], Representation>> ReadAsync(
        DbContext context, IReadOnlyList<object?[]> keys, bool blocking, CancellationToken cancellationToken)
    {
        var found = new Dictionary<object?[], Representation>(keys.Count, _resource.Keys);
        foreach (var chunk in keys.Chunk(_resource.Key.Count == 1 ? Chunk : 1))
        {
            var query = context.Set<TEntity>().AsNoTracking().Where(IsOneOf(chunk)).Select(_select);
            var rows = blocking ? query.ToList() : await query.ToListAsync(cancellationToken).ConfigureAwait(false);
            foreach (var row in rows)
            {
                if (row.Representation is { } seen) found[row.Key] = new Representation(seen.Url, seen.Value);
            }
        }

        return found;
    }

    public override bool AreEqual(Representation one, Representation other) =>
        one.Url == other.Url && _json.AreEqual((TResource)one.Value, (TResource)other.Value);

    public override object? EventOf(Representation? before, Representation? after) => (before, after) switch
    {
        (null, { } added) => ResourceAnnouncement<TResource>.Added?.Invoke(added.Url, (TResource)added.Value),
        ({ } old, { } changed) => ResourceAnnouncement<TResource>.Changed?.Invoke(
            changed.Url, (TResource)old.Value, (TResource)changed.Value),
        ({ } removed, null) => ResourceAnnouncement<TResource>.Removed?.Invoke(removed.Url, (TResource)removed.Value),
        _ => null,
    };

    /// <summary>One of the keys; of keys with several columns there is one at a time.</summary>
    private Expression<Func<TEntity, bool>> IsOneOf(object?[][] keys)
    {
        var row = Expression.Parameter(typeof(TEntity), "row");
        Expression? all = null;
        for (var i = 0; i < _resource.Key.Count; i++)
        {
            var property = _resource.Key[i];
            var values = Array.CreateInstance(property.ClrType, keys.Length);
            for (var k = 0; k < keys.Length; k++) values.SetValue(keys[k][i], k);

            // Read from an object, as what a lambda captures is, the values become parameters of a query that is kept.
            var captured = Expression.Convert(
                Expression.Property(Expression.Constant(new Captured(values)), nameof(Captured.Values)),
                values.GetType());
            var matches = Expression.Call(
                typeof(Enumerable), nameof(Enumerable.Contains), [property.ClrType],
                captured, Column(row, property.ClrType, property.Name));
            all = all is null ? matches : Expression.AndAlso(all, matches);
        }

        return Expression.Lambda<Func<TEntity, bool>>(all!, row);
    }

    private static MethodCallExpression Column(ParameterExpression row, Type type, string name) =>
        Expression.Call(typeof(EF), nameof(EF.Property), [type], row, Expression.Constant(name));

    private sealed record Row(object?[] Key, PdcRepresentation<TResource>? Representation);

    private sealed record Captured(Array Values);
}
