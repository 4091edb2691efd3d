using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace PdcBus;

/// <summary>The objects of one resource that a save may change, as they are before it and after it.</summary>
internal sealed class TouchedResource
{
    private readonly MappedResource _resource;
    private readonly ResourceReader _reader;
    private readonly List<Touched> _touched;
    private Dictionary<object?[], ResourceReader.Representation> _before;

    /// <param name="resource">The resource.</param>
    /// <param name="reader">Reads it.</param>
    /// <param name="rows">All rows of the context that concern resources, in order.</param>
    public TouchedResource(MappedResource resource, ResourceReader reader, IReadOnlyList<EntityEntry> rows)
    {
        _resource = resource;
        _reader = reader;
        _before = new(resource.Keys);
        _touched = [.. Find(rows).OrderBy(t => t.Order)];
    }

    public bool IsEmpty => _touched.Count == 0;

    public async Task ReadBeforeAsync(DbContext context, bool blocking, CancellationToken cancellationToken)
    {
        var known = _touched.Where(t => t.MayBeThere).Select(t => t.Key!).ToList();
        if (known.Count == 0) return;
        _before = await _reader.ReadAsync(context, known, blocking, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What has become of them, with the event that tells of it, if there is one.</summary>
    public async Task<IReadOnlyList<(PdcResourceChange Change, object? Event)>> ReadAfterAsync(
        DbContext context, bool blocking, CancellationToken cancellationToken)
    {
        // New rows have got their keys meanwhile, in each attempt of a save others.
        var rows = _touched.Select(t => (t.Row, Key: t.Key ?? _resource.KeyOf(t.Row))).Where(t => t.Key is not null)
            .DistinctBy(t => t.Key!, _resource.Keys).ToList();
        var after = await _reader.ReadAsync(context, [.. rows.Select(t => t.Key!)], blocking, cancellationToken)
            .ConfigureAwait(false);

        var changes = new List<(PdcResourceChange, object?)>();
        foreach (var (row, key) in rows)
        {
            var (old, now) = (_before.GetValueOrDefault(key!), after.GetValueOrDefault(key!));
            if ((now ?? old) is not { } seen || (old is not null && now is not null && _reader.AreEqual(old, now))) continue;
            changes.Add((new PdcResourceChange(row.Entity, seen.Url, old?.Value, now?.Value), _reader.EventOf(old, now)));
        }

        return changes;
    }

    private IEnumerable<Touched> Find(IReadOnlyList<EntityEntry> rows)
    {
        var seen = new HashSet<object?[]>(_resource.Keys);
        var owners = new Dictionary<object?[], Touched>(_resource.Keys);
        for (var i = 0; i < rows.Count; i++)
        {
            if (!IsPending(rows[i])) continue;
            foreach (var part in _resource.Parts.Where(p => p.Type.IsAssignableFrom(rows[i].Metadata)))
            {
                foreach (var key in part.OwnersOf(rows[i])) owners.TryAdd(key, new Touched(i, rows[i], key, MayBeThere: true));
            }
        }

        // Of a row that takes the place of another one with the same key the older says that it was there.
        var own = Enumerable.Range(0, rows.Count).Where(i => _resource.Has(rows[i].Metadata));
        foreach (var i in own.OrderBy(i => rows[i].State == EntityState.Added))
        {
            if (!IsPending(rows[i]) && owners.Count == 0) continue;
            var key = _resource.KeyOf(rows[i]);
            if (!IsPending(rows[i]) && !owners.ContainsKey(key!)) continue;
            if (key is null || seen.Add(key)) yield return new Touched(i, rows[i], key, rows[i].State != EntityState.Added);
        }

        foreach (var owner in owners.Values.Where(o => seen.Add(o.Key!))) yield return owner;
    }

    private static bool IsPending(EntityEntry row) =>
        row.State is EntityState.Added or EntityState.Modified or EntityState.Deleted;

    /// <param name="Order">Its place in the save.</param>
    /// <param name="Row">The row of the object; that of a part, if the object itself is not loaded.</param>
    /// <param name="Key">Its key; null as long as the database has still to give it.</param>
    /// <param name="MayBeThere">Whether it may be there before the save.</param>
    private sealed record Touched(int Order, EntityEntry Row, object?[]? Key, bool MayBeThere);
}
