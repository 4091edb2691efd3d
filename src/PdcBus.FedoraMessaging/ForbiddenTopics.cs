using System.Collections.Concurrent;

namespace PdcBus;

/// <summary>
/// Topics that the broker has refused. It closes the channel for each, and with it the confirms of others: what is
/// likely to cost a channel gets one of its own.
/// </summary>
internal sealed class ForbiddenTopics
{
    private const int Capacity = 1000;

    private readonly ConcurrentDictionary<string, bool> _topics = new(StringComparer.Ordinal);

    public bool Contains(string topic) => !_topics.IsEmpty && _topics.ContainsKey(topic);

    public void Add(string topic)
    {
        if (_topics.Count >= Capacity) _topics.Clear();
        _topics[topic] = true;
    }

    public void Remove(string topic) => _topics.TryRemove(topic, out _);
}
