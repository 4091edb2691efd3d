using System.Buffers;
using System.Text;

namespace PdcBus;

/// <summary>
/// What brokers read into the name of a place, over whatever protocol it comes: so a topic names one place, and no
/// wildcard. Pure; messengers with a protocol of their own add what only it knows.
/// </summary>
public static class DestinationRules
{
    /// <summary>Where the topic goes in a template.</summary>
    public const string Placeholder = "{topic}";

    /// <summary>The longest routing key of AMQP 0.9.1, in bytes: a short string (section 4.2.5.3).</summary>
    private const int MaxRoutingKey = 255;

    /// <summary>
    /// To ActiveMQ a comma parts several destinations, a question mark begins options, a colon ends a type
    /// (<c>queue://</c>); <c>*</c> and <c>&gt;</c> are its wildcards, <c>#</c> and <c>*</c> those of Artemis, whose full
    /// names have a double colon.
    /// </summary>
    private static readonly SearchValues<char> MeaningfulToJms = SearchValues.Create(",?:*>#");

    /// <summary>The template, with <c>.</c> and the topic behind it if it does not say where the topic goes.</summary>
    public static string Complete(string template)
    {
        ArgumentNullException.ThrowIfNull(template);
        return template.Contains(Placeholder, StringComparison.Ordinal) ? template : $"{template}.{Placeholder}";
    }

    /// <summary>What is wrong with a template that is not empty, as the end of a sentence; null if nothing is.</summary>
    /// <param name="template">The template.</param>
    /// <param name="exchanges">How names begin that go on with an exchange and a routing key.</param>
    public static string? FlawOfTemplate(string template, params ReadOnlySpan<string> exchanges)
    {
        var rest = WithoutTopic(template);
        if (rest.IndexOfAny(['{', '}']) >= 0) return $"has other braces than {Placeholder}. Write {Placeholder} where the topic goes.";
        if (rest.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))) return "holds white space. Remove it.";
        foreach (var exchange in exchanges)
        {
            if (template.StartsWith(exchange, StringComparison.Ordinal) && !template.AsSpan(exchange.Length).Contains('/'))
            {
                return $"names an exchange and no routing key. Write {template}/{Placeholder}.";
            }
        }

        return null;
    }

    /// <summary>What of a template is the same for all topics.</summary>
    public static string WithoutTopic(string template)
    {
        ArgumentNullException.ThrowIfNull(template);
        return template.Replace(Placeholder, "", StringComparison.Ordinal);
    }

    /// <summary>Whether a server for JMS takes a name for more than a name.</summary>
    public static bool IsMoreThanAName(ReadOnlySpan<char> name) => name.ContainsAny(MeaningfulToJms);

    /// <summary>What a topic holds that no place may be named with; null if nothing.</summary>
    public static string? FlawOfTopic(string topic)
    {
        ArgumentNullException.ThrowIfNull(topic);
        if (topic.Length == 0) return "nothing";
        foreach (var c in topic)
        {
            if (char.IsControl(c) || char.IsWhiteSpace(c)) return "white space or a control character";
            if (char.IsSurrogate(c)) return "a character outside the basic plane";
        }

        return null;
    }

    /// <summary>What a topic that <see cref="FlawOfTopic"/> has let pass holds that a server for JMS would misread.</summary>
    public static string? FlawForJms(string topic)
    {
        ArgumentException.ThrowIfNullOrEmpty(topic);
        var at = topic.AsSpan().IndexOfAny(MeaningfulToJms);
        if (at >= 0) return $"'{topic[at]}', which the server takes for more than a letter of a name";
        return topic[0] == '.' || topic[^1] == '.' || topic.Contains("..", StringComparison.Ordinal) ? "an empty word" : null;
    }

    /// <summary>Says no to a routing key that AMQP 0.9.1 cannot carry.</summary>
    /// <param name="key">The routing key.</param>
    /// <param name="setting">What could be shortened beside the topic: <c>Stomp:Destination</c>.</param>
    /// <exception cref="MessengerException">It is too long.</exception>
    public static void CheckRoutingKey(string key, string setting)
    {
        var length = Encoding.UTF8.GetByteCount(key);
        if (length <= MaxRoutingKey) return;
        throw new MessengerException(
            MessengerErrorKind.TooLarge,
            $"The routing key '{PeerText.Clean(key)}' has {length} bytes, and {MaxRoutingKey} are possible. Shorten the topic or {setting}.");
    }
}
