using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace PdcBus.Sample;

/// <summary>Finds components in Bugzilla's trees, and keeps the trees together.</summary>
internal static class BugzillaTree
{
    /// <summary>A field that names a component by its path from the root, <c>python/lib</c>, or none.</summary>
    public static ResourceField<TRow> Field<TRow>(
        string name, Expression<Func<TRow, BugzillaComponentRow?>> property)
        where TRow : class
    {
        var set = property.Setter();
        return new(name, typeof(string), async (row, value, scope, cancellationToken) =>
        {
            if (!FieldJson.TryRead<string?>(value, out var path, out var flaw)) return flaw;
            var found = path is null ? null : await FindAsync(scope.Database, path, cancellationToken);
            if (path is not null && found is null) return $"There is no '{path}'.";
            set(row, found);
            return null;
        })
        {
            Default = FieldJson.Null,
            IsNullable = true,
            Include = rows => rows.Include(property),
        };
    }

    /// <summary>Takes a component, with all that is below it, to the tree of its parent.</summary>
    /// <returns>Whether it can go there: the parent is not below it.</returns>
    public static async Task<bool> JoinAsync(
        PdcDbContext database, BugzillaComponentRow row, CancellationToken cancellationToken)
    {
        var tree = await database.BugzillaComponents
            .Where(node => node.Tree == row.Tree && node.Id != row.Id)
            .ToListAsync(cancellationToken);
        var children = tree.ToLookup(node => node.ParentId);
        var below = Below(row).ToList();
        if (row.Parent is { } parent && (parent == row || below.Contains(parent))) return false;

        var leaves = row.Parent is null && below.Count < tree.Count;
        var joined = row.Parent?.Tree ?? (leaves ? Guid.NewGuid() : row.Tree);
        foreach (var node in below.Prepend(row)) node.Tree = joined;
        return true;

        IEnumerable<BugzillaComponentRow> Below(BugzillaComponentRow node) =>
            children[node.Id].SelectMany(child => Below(child).Prepend(child));
    }

    private static async Task<BugzillaComponentRow?> FindAsync(
        PdcDbContext database, string path, CancellationToken cancellationToken)
    {
        BugzillaComponentRow? found = null;
        foreach (var name in path.Split('/'))
        {
            var parent = found?.Id;
            found = await database.BugzillaComponents.SingleOrDefaultAsync(
                row => row.ParentId == parent && row.Name == name, cancellationToken);
            if (found is null) return null;
        }

        return found;
    }
}
