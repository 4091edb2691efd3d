namespace PdcBus;

/// <summary>
/// From a topic to the address of a node, by a template. Whatever a topic holds, it names one node, and no wildcard.
/// </summary>
internal sealed class AmqpAddress
{
    private const string Placeholder = DestinationRules.Placeholder;
    private const string OldExchange = "/exchange/";
    private const string NewExchange = "/exchanges/";

    private readonly string _template;
    private readonly bool _isNew;
    private readonly bool _isRabbitMq;

    public AmqpAddress(string template)
    {
        _template = DestinationRules.Complete(template);
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
        if (DestinationRules.FlawOfTemplate(template, OldExchange, NewExchange) is { } flaw) return flaw;
        return DestinationRules.IsMoreThanAName(NameIn(DestinationRules.WithoutTopic(template)))
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
        if (DestinationRules.FlawOfTopic(topic) is { } flaw) throw Invalid(topic, flaw);
        return _isRabbitMq ? ForRabbitMq(topic) : ForJms(topic);
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
        DestinationRules.CheckRoutingKey(key, "Amqp:Address");
        return Fill(_isNew ? Uri.EscapeDataString(topic) : topic.Replace("/", "%2F", StringComparison.Ordinal));
    }

    private string ForJms(string topic)
    {
        if (DestinationRules.FlawForJms(topic) is { } flaw) throw Invalid(topic, flaw);
        var address = Fill(topic);
        // What ActiveMQ tells about itself; an application's events do not belong there.
        return NameIn(address).StartsWith("ActiveMQ.", StringComparison.OrdinalIgnoreCase)
            ? throw Invalid(topic, "'ActiveMQ.' where the name begins, which belongs to the server itself")
            : address;
    }

    /// <summary>What follows <c>topic://</c> or <c>queue://</c>.</summary>
    private static ReadOnlySpan<char> NameIn(string address)
    {
        var scheme = address.IndexOf("://", StringComparison.Ordinal);
        return address.AsSpan(scheme < 0 ? 0 : scheme + 3);
    }

    private string Fill(string topic) => _template.Replace(Placeholder, topic, StringComparison.Ordinal);

    private static MessengerException Invalid(string topic, string what) => new(
        MessengerErrorKind.Invalid,
        $"The topic '{PeerText.Clean(topic)}' holds {what}. It cannot be an address; rename the topic.");
}
