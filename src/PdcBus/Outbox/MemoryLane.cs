namespace PdcBus;

/// <summary>The entries of one lane in append order. Its owner locks.</summary>
internal sealed class MemoryLane
{
    private readonly LinkedList<OutboxEntry> _entries = new();
    private readonly Dictionary<long, LinkedListNode<OutboxEntry>> _byPosition = [];

    public OutboxEntry? Oldest => _entries.First?.Value;

    public IEnumerable<OutboxEntry> All() => _entries;

    public void Add(OutboxEntry entry) => _byPosition[entry.Position] = _entries.AddLast(entry);

    public List<OutboxEntry> Read(long after, int max)
    {
        var read = new List<OutboxEntry>();
        for (var node = FirstAfter(after); node is not null && read.Count < max; node = node.Next) read.Add(node.Value);
        return read;
    }

    public void Update(long position, Func<OutboxEntry, OutboxEntry> change)
    {
        if (_byPosition.TryGetValue(position, out var node)) node.Value = change(node.Value);
    }

    public OutboxEntry? Remove(long position)
    {
        if (!_byPosition.Remove(position, out var node)) return null;
        _entries.Remove(node);
        return node.Value;
    }

    /// <summary>
    /// One step if the entry at the cursor is still there; else a walk over those before it, which are at most the
    /// ones in flight and held back.
    /// </summary>
    private LinkedListNode<OutboxEntry>? FirstAfter(long after)
    {
        if (_byPosition.TryGetValue(after, out var known)) return known.Next;
        var node = _entries.First;
        while (node is not null && node.Value.Position <= after) node = node.Next;
        return node;
    }
}
