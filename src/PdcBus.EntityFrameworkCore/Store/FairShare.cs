namespace PdcBus;

/// <summary>
/// Which lanes a node should take and which give up, so that all that are alive hold about equally many. Pure.
/// </summary>
/// <remarks>
/// Nodes may differ in the lanes that they can send: during a rolling deployment some know a messenger that others do
/// not. A lane counts for each of its n nodes as one nth, and a node's share is the sum, rounded up.
/// </remarks>
internal sealed class FairShare(string me, LeaseView view, TimeSpan duration)
{
    private const double Tolerance = 1e-9;

    private readonly Dictionary<string, int> _nodesOf = view.Lanes.ToDictionary(
        l => l.Lane, l => Math.Max(1, view.Nodes.Count(n => n.Lanes.Contains(l.Lane))));

    /// <summary>The lanes that this node holds.</summary>
    public IReadOnlyList<string> Held => [.. view.Lanes.Where(l => l.Owner == me && l.FreeFor is null).Select(l => l.Lane)];

    /// <summary>
    /// Free lanes to take: up to the share, those first that few others can send, and beyond it those that nobody has
    /// taken for a whole lease.
    /// </summary>
    public IReadOnlyList<string> ToTake()
    {
        var free = view.Lanes.Where(l => l.FreeFor is not null).OrderBy(l => _nodesOf[l.Lane]).ToList();
        var room = Math.Max(0, ShareOf(me) - Held.Count);
        return [.. free.Where((l, i) => i < room || l.FreeFor > duration).Select(l => l.Lane)];
    }

    /// <summary>Held lanes beyond the share, as many as others have room for; those first that many can send.</summary>
    public IReadOnlyList<string> Surplus()
    {
        var surplus = new List<string>();
        var excess = Held.Count - ShareOf(me);
        var room = view.Nodes.Where(n => n.Name != me)
            .ToDictionary(n => n, n => ShareOf(n.Name) - view.Lanes.Count(l => l.Owner == n.Name));
        foreach (var lane in Held.OrderByDescending(l => _nodesOf[l]))
        {
            if (surplus.Count >= excess) break;
            var taker = room.Keys.FirstOrDefault(n => room[n] > 0 && n.Lanes.Contains(lane));
            if (taker is null) continue;
            room[taker]--;
            surplus.Add(lane);
        }

        return surplus;
    }

    private int ShareOf(string node)
    {
        var lanes = view.Nodes.FirstOrDefault(n => n.Name == node)?.Lanes ?? [];
        return (int)Math.Ceiling(lanes.Sum(l => 1.0 / _nodesOf.GetValueOrDefault(l, 1)) - Tolerance);
    }
}
