using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace PdcBus;

/// <summary>A resource as a model knows it.</summary>
/// <param name="definition">What is registered.</param>
/// <param name="entity">Its entity type, which has a primary key.</param>
/// <param name="parts">Rows of other types that count as part of it.</param>
internal sealed class MappedResource(ResourceDefinition definition, IEntityType entity, IReadOnlyList<ResourcePart> parts)
{
    public ResourceDefinition Definition => definition;

    public IReadOnlyList<ResourcePart> Parts => parts;

    /// <summary>The properties of its primary key.</summary>
    public IReadOnlyList<IProperty> Key { get; } = entity.FindPrimaryKey()!.Properties;

    public ResourceKeyComparer Keys { get; } = new(entity.FindPrimaryKey()!.Properties);

    /// <summary>Whether rows of a type are rows of the resource itself.</summary>
    public bool Has(IEntityType type) => entity.IsAssignableFrom(type);

    /// <summary>The key of a row, as it is now; null as long as the database has still to give it.</summary>
    public object?[]? KeyOf(EntityEntry row) =>
        Key.Any(p => row.Property(p).IsTemporary) ? null : [.. Key.Select(p => row.Property(p).CurrentValue)];
}
