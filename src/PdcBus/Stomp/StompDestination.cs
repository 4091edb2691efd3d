using System.Buffers;
using System.Text;

namespace PdcBus;

/// <summary>
/// From a topic to a destination, by a template. Whatever a topic holds, it names one destination, and no wildcard.
/// </summary>
internal sealed class StompDestination
{
    private const string Placeholder = "{topic}";
    private const string Exchange = "/exchange/";

    /// <summary>The longest routing key of AMQP 0.9.1, in bytes: a short string (section 4.2.5.3).</summary>
    private const int MaxRoutingKey = 255;

    /// <summary>
    /// To ActiveMQ a comma parts several destinations, a question mark begins options, a colon ends a type
    /// (<c>queue://</c>); <c>*</c> and <c>&gt;</c> are its wildcards, <c>#</c> and <c>*</c> those of Artemis.
    /// </summary>
    private static readonly SearchValues<char> MeaningfulToJms = SearchValues.Create(",?:*>#");

    private readonly string _template;
    private readonly bool _isExchange;

    public StompDestination(string template)
    {
        _template = template.Contains(Placeholder, StringComparison.Ordinal) ? template : $"{template}.{Placeholder}";
        _isExchange = template.StartsWith(Exchange, StringComparison.Ordinal);
    }

    /// <summary>What is wrong with a template, as the end of a sentence; null if nothing is.</summary>
    public static string? Flaw(string template)
    {
        if (string.IsNullOrWhiteSpace(template)) return "is empty. Write a destination, for example /topic/pdc.";
        var rest = template.Replace(Placeholder, "", StringComparison.Ordinal);
        if (rest.IndexOfAny(['{', '}']) >= 0) return $"has other braces than {Placeholder}. Write {Placeholder} where the topic goes.";
        if (rest.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))) return "holds white space. Remove it.";
        if (template.StartsWith(Exchange, StringComparison.Ordinal) && !template.AsSpan(Exchange.Length).Contains('/'))
        {
            return $"names an exchange and no routing key. Write {template}/{Placeholder}.";
        }

        return rest.AsSpan().ContainsAny(MeaningfulToJms)
            ? "holds one of , ? : * > #, which servers take for several destinations, options or wildcards. Write one plain destination."
            : null;
    }

    /// <summary>
    /// What is wrong with the template on a server, as a sentence; null if nothing is. Both take a name without a slash
    /// for a queue and confirm what no subscriber of a topic will see.
    /// </summary>
    public string? FlawOn(StompServer server) => server == StompServer.Other || _template[0] == '/'
        ? null
        : $"Stomp:Destination is '{_template}', which this server takes for a queue. Begin it with /topic/ or /exchange/.";

    /// <summary>The destination of a topic on a server.</summary>
    /// <exception cref="MessengerException">This server cannot carry this topic.</exception>
    public string For(string topic, StompServer server)
    {
        Check(topic);
        return _isExchange || server == StompServer.RabbitMq ? ForRabbitMq(topic) : ForJms(topic);
    }

    private static void Check(string topic)
    {
        if (topic.Length == 0) throw Invalid(topic, "nothing");
        foreach (var c in topic)
        {
            if (char.IsControl(c) || char.IsWhiteSpace(c)) throw Invalid(topic, "white space or a control character");
            if (char.IsSurrogate(c)) throw Invalid(topic, "a character outside the basic plane");
        }
    }

    /// <summary>
    /// RabbitMQ parts a destination at its slashes and undoes <c>%2F</c>, and nothing else, in each part. In a routing key
    /// that is published with, <c>*</c> and <c>#</c> are letters like others.
    /// </summary>
    private string ForRabbitMq(string topic)
    {
        if (topic.Contains("%2F", StringComparison.OrdinalIgnoreCase)) throw Invalid(topic, "%2F, which the server takes for a slash");
        var destination = Fill(topic.Replace("/", "%2F", StringComparison.Ordinal));
        var key = destination[(destination.LastIndexOf('/') + 1)..].Replace("%2F", "/", StringComparison.Ordinal);
        var length = Encoding.UTF8.GetByteCount(key);
        return length <= MaxRoutingKey
            ? destination
            : throw new MessengerException(
                MessengerErrorKind.TooLarge,
                $"The routing key '{PeerText.Clean(key)}' has {length} bytes, and {MaxRoutingKey} are possible. Shorten the topic or Stomp:Destination.");
    }

    private string ForJms(string topic)
    {
        var at = topic.AsSpan().IndexOfAny(MeaningfulToJms);
        if (at >= 0) throw Invalid(topic, $"'{topic[at]}', which the server takes for more than a letter of a name");
        if (topic[0] == '.' || topic[^1] == '.' || topic.Contains("..", StringComparison.Ordinal)) throw Invalid(topic, "an empty word");
        var destination = Fill(topic);
        // What ActiveMQ tells about itself; an application's events do not belong there.
        return destination.Contains("/ActiveMQ.", StringComparison.OrdinalIgnoreCase)
            ? throw Invalid(topic, "'ActiveMQ.' where the name begins, which belongs to the server itself")
            : destination;
    }

    private string Fill(string topic) => _template.Replace(Placeholder, topic, StringComparison.Ordinal);

    private static MessengerException Invalid(string topic, string what) => new(
        MessengerErrorKind.Invalid,
        $"The topic '{PeerText.Clean(topic)}' holds {what}. It cannot be a destination; rename the topic.");
}
