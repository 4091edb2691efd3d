using System.Collections.Concurrent;
using System.Reflection;

namespace PdcBus;

/// <summary>Finds the topic and the ordering key of an event.</summary>
internal static class EventMetadata
{
    private static readonly ConcurrentDictionary<Type, string?> AttributeTopics = new();

    public static (string Topic, string? OrderingKey) Of(object pdcEvent)
    {
        if (pdcEvent is IPdcEvent typed) return (PdcTopic.Check(typed.Topic, pdcEvent.GetType()), typed.OrderingKey);

        var type = pdcEvent.GetType();
        var topic = AttributeTopics.GetOrAdd(type, static t => t.GetCustomAttribute<PdcTopicAttribute>()?.Topic);
        return topic is not null
            ? (PdcTopic.Check(topic, type), null)
            : throw new ArgumentException(
                $"{type.Name} names no topic. Put [PdcTopic(\"…\")] on it or let it implement IPdcEvent.", nameof(pdcEvent));
    }
}
