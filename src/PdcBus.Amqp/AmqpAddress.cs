using System.Buffers;
using System.Text;

namespace PdcBus;

/// <summary>
/// From a topic to the address of a node, by a template. Whatever a topic holds, it names one node, and no wildcard.
/// </summary>
internal sealed class AmqpAddress
{
    private const string Placeholder = "{topic}";
    private const string OldExchange = "/exchange/";
    private const string NewExchange = "/exchanges/";

    /// <summary>The longest routing key of AMQP 0.9.1, in bytes: a short string (section 4.2.5.3).</summary>
    private const int MaxRoutingKey = 255;

    /// <summary>
    /// To ActiveMQ a comma parts several destinations and a question mark begins options; <c>*</c> and <c>&gt;</c> are its
    /// wildcards, <c>#</c> and <c>*</c> those of Artemis, whose full names have a double colon.
    /// </summary>
    private static readonly SearchValues<char> MeaningfulToJms = SearchValues.Create(",?:*>#");

    private readonly string _template;
    private readonly bool _isNew;
    private readonly bool _isRabbitMq;

    public AmqpAddress(string template)
    {
        _template = template.Contains(Placeholder, StringComparison.Ordinal) ? template : $"{template}.{Placeholder}";
        _isNew = template.StartsWith(NewExchange, StringComparison.Ordinal);
        _isRabbitMq = template[0] == '/';
        IsShared = _isNew || template.StartsWith(OldExchange, StringComparison.Ordinal);
    }

    /// <summary>All topics go to one node, an exchange: if it is missing, no message can be sent.</summary>
    public bool IsShared { get; }

    /// <summary>What is wrong with a template, as the end of a sentence; null if nothing is.</summary>
    public static string? Flaw(string template)
    {
        if (string.IsNullOrWhiteSpace(template)) return $"is empty. Write an address, for example topic://pdc.{Placeholder}.";
        var rest = template.Replace(Placeholder, "", StringComparison.Ordinal);
        if (rest.IndexOfAny(['{', '}']) >= 0) return $"has other braces than {Placeholder}. Write {Placeholder} where the topic goes.";
        if (rest.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))) return "holds white space. Remove it.";
        foreach (var exchange in (ReadOnlySpan<string>)[OldExchange, NewExchange])
        {
            if (!template.StartsWith(exchange, StringComparison.Ordinal)) continue;
            if (!template.AsSpan(exchange.Length).Contains('/')) return $"names an exchange and no routing key. Write {template}/{Placeholder}.";
        }

        var scheme = rest.IndexOf("://", StringComparison.Ordinal);
        return rest.AsSpan(scheme < 0 ? 0 : scheme + 3).ContainsAny(MeaningfulToJms)
            ? "holds one of , ? : * > #, which servers take for several destinations, options or wildcards. Write one plain address."
            : null;
    }

    /// <summary>
    /// What is wrong with the template on a server, as a sentence; null if nothing is. RabbitMQ takes a name without a
    /// slash for a queue, declares it, and confirms what no subscriber of a topic will see.
    /// </summary>
    public string? FlawOn(string? product) =>
        _isRabbitMq || product?.StartsWith("RabbitMQ", StringComparison.OrdinalIgnoreCase) != true
            ? null
            : $"Amqp:Address is '{_template}', which RabbitMQ takes for a queue. Set it to {OldExchange}pdc/{Placeholder}, " +
              $"or on RabbitMQ 4 to {NewExchange}pdc/{Placeholder}.";

    /// <summary>The address of a topic.</summary>
    /// <exception cref="MessengerException">This topic cannot be an address.</exception>
    public string For(string topic)
    {
        Check(topic);
        return _isRabbitMq ? ForRabbitMq(topic) : ForJms(topic);
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
    /// RabbitMQ parts an address at its slashes. Up to version 3 it undoes <c>%2F</c>, and nothing else, in each part; the
    /// addresses of version 4 are percent-encoded altogether. In a routing key that is published with, <c>*</c> and
    /// <c>#</c> are letters like others.
    /// </summary>
    private string ForRabbitMq(string topic)
    {
        if (!_isNew && topic.Contains("%2F", StringComparison.OrdinalIgnoreCase))
        {
            throw Invalid(topic, "%2F, which the server takes for a slash");
        }

        var key = _template[(_template.LastIndexOf('/') + 1)..].Replace(Placeholder, topic, StringComparison.Ordinal);
        var length = Encoding.UTF8.GetByteCount(key);
        if (length > MaxRoutingKey)
        {
            throw new MessengerException(
                MessengerErrorKind.TooLarge,
                $"The routing key '{PeerText.Clean(key)}' has {length} bytes, and {MaxRoutingKey} are possible. Shorten the topic or Amqp:Address.");
        }

        return Fill(_isNew ? Uri.EscapeDataString(topic) : topic.Replace("/", "%2F", StringComparison.Ordinal));
    }

    private string ForJms(string topic)
    {
        var at = topic.AsSpan().IndexOfAny(MeaningfulToJms);
        if (at >= 0) throw Invalid(topic, $"'{topic[at]}', which the server takes for more than a letter of a name");
        if (topic[0] == '.' || topic[^1] == '.' || topic.Contains("..", StringComparison.Ordinal)) throw Invalid(topic, "an empty word");
        var address = Fill(topic);
        var scheme = address.IndexOf("://", StringComparison.Ordinal);
        // What ActiveMQ tells about itself; an application's events do not belong there.
        return address.AsSpan(scheme < 0 ? 0 : scheme + 3).StartsWith("ActiveMQ.", StringComparison.OrdinalIgnoreCase)
            ? throw Invalid(topic, "'ActiveMQ.' where the name begins, which belongs to the server itself")
            : address;
    }

    private string Fill(string topic) => _template.Replace(Placeholder, topic, StringComparison.Ordinal);

    private static MessengerException Invalid(string topic, string what) => new(
        MessengerErrorKind.Invalid,
        $"The topic '{PeerText.Clean(topic)}' holds {what}. It cannot be an address; rename the topic.");
}
