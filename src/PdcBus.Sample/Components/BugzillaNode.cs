namespace PdcBus.Sample;

/// <summary>A component in Bugzilla, as a part of its tree.</summary>
internal sealed record BugzillaNode(long Id, long? ParentId, string Name)
{
    /// <summary>The paths of all nodes below one, from there on: <c>lib</c>, <c>lib/xml</c>.</summary>
    public static List<string> PathsBelow(long? id, List<BugzillaNode> tree)
    {
        var children = tree.ToLookup(node => node.ParentId);
        return [.. Below(id, "").Order(StringComparer.Ordinal)];

        IEnumerable<string> Below(long? parent, string path) => children[parent]
            .SelectMany(child => Below(child.Id, $"{path}{child.Name}/").Prepend(path + child.Name));
    }
}
