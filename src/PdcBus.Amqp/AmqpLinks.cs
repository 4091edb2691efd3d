namespace PdcBus;

/// <summary>The links of a connection, by topic, and how many there may be. Guarded by the connection's gate.</summary>
internal sealed class AmqpLinks
{
    /// <summary>Topics are few; a hundred are more than anybody has. Servers give each link memory.</summary>
    private const int Most = 100;

    private readonly Dictionary<string, AmqpLink> _links = new(StringComparer.Ordinal);
    private int _bound = Most;
    private long _uses;
    private int _made;

    /// <summary>Some link is attached and not yet answered: its topic; null if none is.</summary>
    public string? Attaching => _links.Values.FirstOrDefault(link => !link.IsReady)?.Topic;

    /// <summary>There is room for another link.</summary>
    public bool HasRoom => _links.Count < _bound;

    /// <summary>
    /// What the server has set (Begin, section 2.7.2: handle-max). A handle is free only when the server has answered the
    /// detach, so half of them are left for that.
    /// </summary>
    public void Limit(uint handleMax) => _bound = (int)Math.Clamp((handleMax + 1L) / 2, 1, Most);

    /// <summary>The link of a topic; null if there is none.</summary>
    public AmqpLink? Find(string topic)
    {
        if (!_links.TryGetValue(topic, out var link)) return null;
        link.LastUsed = ++_uses;
        return link;
    }

    /// <summary>A new link for a topic that has none.</summary>
    public AmqpLink Add(string topic)
    {
        var link = new AmqpLink(topic, $"pdcbus-{++_made}") { LastUsed = ++_uses };
        _links.Add(topic, link);
        return link;
    }

    /// <summary>Takes out the link of this name; null if it is not, or no longer, here.</summary>
    public AmqpLink? Remove(string name)
    {
        var link = _links.Values.FirstOrDefault(l => l.Name == name);
        if (link is not null) _links.Remove(link.Topic);
        return link;
    }

    /// <summary>Takes out the link that was idle longest; null if all are in use.</summary>
    public AmqpLink? RemoveIdle()
    {
        var idle = _links.Values.Where(l => l is { IsReady: true, InFlight: 0 }).MinBy(l => l.LastUsed);
        if (idle is not null) _links.Remove(idle.Topic);
        return idle;
    }
}
