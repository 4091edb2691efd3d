using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace PdcBus;

/// <summary>Says into which lanes a message goes: routes choose the messengers, the key chooses the shard.</summary>
internal sealed class LaneRouter
{
    private readonly List<(TopicPattern Pattern, LaneSet[] Lanes)> _routes = [];
    private readonly LaneSet[] _all;

    public LaneRouter(ChosenMessengers messengers, PdcBusSection section, IOptions<RelayOptions> relay)
    {
        var shards = relay.Value.Shards;
        var byName = messengers.All.ToDictionary(
            m => m.Name, m => new LaneSet(m.Name, shards), StringComparer.OrdinalIgnoreCase);
        _all = [.. byName.Values];
        Lanes = [.. messengers.All.SelectMany(m => byName[m.Name].Names.Select(lane => (lane, m.Messenger)))];
        // Configuration hands out numeric keys in the order of the numbers: the first match decides.
        foreach (var child in section.Configuration.GetSection("Routes").GetChildren())
        {
            var key = section.NameOf($"Routes:{child.Key}");
            _routes.Add(Read(child.Get<RouteOptions>() ?? new RouteOptions(), key, section, byName));
        }
    }

    /// <summary>Every lane of every chosen messenger.</summary>
    public IReadOnlyList<(string Lane, IMessenger Messenger)> Lanes { get; }

    /// <summary>Adds the rows of a message.</summary>
    /// <param name="topic">The topic without prefixes.</param>
    /// <param name="message">The message.</param>
    /// <param name="rows">Where the rows go.</param>
    public void Route(string topic, PdcMessage message, List<OutboxRow> rows)
    {
        foreach (var lanes in LanesFor(topic)) rows.Add(new OutboxRow(lanes.For(message), message));
    }

    private LaneSet[] LanesFor(string topic)
    {
        foreach (var (pattern, lanes) in _routes)
        {
            if (pattern.Matches(topic)) return lanes;
        }

        return _all;
    }

    private static (TopicPattern, LaneSet[]) Read(
        RouteOptions route, string key, PdcBusSection section, Dictionary<string, LaneSet> byName)
    {
        if (route.Topic.Length == 0)
        {
            throw new PdcBusException($"{key}:Topic is empty. Write a pattern, for example compose.# or labels.*.");
        }

        var unknown = route.Messengers.FirstOrDefault(name => !byName.ContainsKey(name));
        return unknown is null
            ? (new TopicPattern(route.Topic), [.. route.Messengers.Select(name => byName[name]).Distinct()])
            : throw new PdcBusException(
                $"{key}:Messengers names '{unknown}', which is not among the chosen messengers " +
                $"({string.Join(", ", byName.Keys)}). Choose it in {section.NameOf("Messenger")} too, or take it out of the route.");
    }

    private sealed class LaneSet(string messenger, int shards)
    {
        public string[] Names { get; } =
            [.. Enumerable.Range(0, shards).Select(shard => LaneName.Of(messenger, shard, shards))];

        public string For(PdcMessage message) => Names.Length == 1
            ? Names[0]
            : Names[LaneName.ShardOf(message.OrderingKey ?? message.Id.ToString(), Names.Length)];
    }
}
