using System.Text;

namespace PdcBus;

/// <summary>What a topic may look like.</summary>
internal static class PdcTopic
{
    /// <summary>The longest topic, in bytes of UTF-8: a routing key of AMQP 0.9.1 is a short string (section 4.2.5.3).</summary>
    public const int MaxBytes = 255;

    /// <summary>Returns the topic if every bus can carry it.</summary>
    /// <exception cref="ArgumentException">It cannot be carried; the message says why.</exception>
    public static string Check(string? topic, Type eventType) => Flaw(topic) is { } flaw
        ? throw new ArgumentException($"The topic '{topic}' of {eventType.Name} {flaw}.", nameof(topic))
        : topic!;

    /// <summary>What is wrong with a topic, as the end of a sentence; null if nothing is.</summary>
    public static string? Flaw(string? topic)
    {
        if (string.IsNullOrEmpty(topic)) return "is empty: subscribers could not select it";
        if (topic[0] == '.' || topic[^1] == '.') return "starts or ends with a dot: write it without";
        if (topic.Contains("..", StringComparison.Ordinal)) return "holds an empty word between two dots";
        foreach (var c in topic)
        {
            if (c is '*' or '#' or '>') return $"holds '{c}', a wildcard of subscribers";
            if (char.IsControl(c) || char.IsWhiteSpace(c)) return "holds white space or a control character";
            if (char.IsSurrogate(c)) return "holds a character outside the basic plane";
        }

        return Encoding.UTF8.GetByteCount(topic) > MaxBytes ? $"is longer than {MaxBytes} bytes" : null;
    }
}
