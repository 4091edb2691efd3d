using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace PdcBus;

/// <summary>Rows that count as part of a resource.</summary>
/// <param name="Type">Their type.</param>
/// <param name="OwnerKey">The properties that hold the key of the resource, in the order of that key.</param>
internal sealed record ResourcePart(IEntityType Type, IReadOnlyList<IProperty> OwnerKey)
{
    /// <summary>
    /// The resources that a changed row belongs to, or did. One that is itself new and has no key yet is not among them.
    /// </summary>
    public IEnumerable<object[]> OwnersOf(EntityEntry entry)
    {
        if (KeyFrom(entry, p => p.CurrentValue) is { } now) yield return now;
        if (entry.State != EntityState.Added && KeyFrom(entry, p => p.OriginalValue) is { } before) yield return before;
    }

    private object[]? KeyFrom(EntityEntry entry, Func<PropertyEntry, object?> read)
    {
        var key = new object[OwnerKey.Count];
        for (var i = 0; i < key.Length; i++)
        {
            var property = entry.Property(OwnerKey[i]);
            if (property.IsTemporary || read(property) is not { } value) return null;
            key[i] = value;
        }

        return key;
    }
}
