namespace PdcBus;

/// <summary>
/// From a topic to a destination, by a template. Whatever a topic holds, it names one destination, and no wildcard.
/// </summary>
internal sealed class StompDestination
{
    private const string Placeholder = DestinationRules.Placeholder;
    private const string Exchange = "/exchange/";

    private readonly string _template;
    private readonly bool _isExchange;

    public StompDestination(string template)
    {
        _template = DestinationRules.Complete(template);
        _isExchange = template.StartsWith(Exchange, StringComparison.Ordinal);
    }

    /// <summary>What is wrong with a template, as the end of a sentence; null if nothing is.</summary>
    public static string? Flaw(string template)
    {
        if (string.IsNullOrWhiteSpace(template)) return "is empty. Write a destination, for example /topic/pdc.";
        if (DestinationRules.FlawOfTemplate(template, Exchange) is { } flaw) return flaw;
        return DestinationRules.IsMoreThanAName(DestinationRules.WithoutTopic(template))
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
        if (DestinationRules.FlawOfTopic(topic) is { } flaw) throw Invalid(topic, flaw);
        return _isExchange || server == StompServer.RabbitMq ? ForRabbitMq(topic) : ForJms(topic);
    }

    /// <summary>
    /// RabbitMQ parts a destination at its slashes and undoes <c>%2F</c>, and nothing else, in each part. In a routing key
    /// that is published with, <c>*</c> and <c>#</c> are letters like others.
    /// </summary>
    private string ForRabbitMq(string topic)
    {
        if (topic.Contains("%2F", StringComparison.OrdinalIgnoreCase)) throw Invalid(topic, "%2F, which the server takes for a slash");
        var destination = Fill(topic.Replace("/", "%2F", StringComparison.Ordinal));
        DestinationRules.CheckRoutingKey(
            destination[(destination.LastIndexOf('/') + 1)..].Replace("%2F", "/", StringComparison.Ordinal), "Stomp:Destination");
        return destination;
    }

    private string ForJms(string topic)
    {
        if (DestinationRules.FlawForJms(topic) is { } flaw) throw Invalid(topic, flaw);
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
