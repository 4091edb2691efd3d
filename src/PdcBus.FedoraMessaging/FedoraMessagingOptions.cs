namespace PdcBus;

/// <summary>How messages go to fedora-messaging. Section <c>PdcBus:FedoraMessaging</c>.</summary>
public sealed class FedoraMessagingOptions
{
    internal const string Section = "PdcBus:FedoraMessaging";
    internal const string TlsSection = $"{Section}:Tls";

    /// <summary>
    /// The broker: <c>amqps://user:password@host:5671/%2Fpubsub</c>. The virtual host is percent-encoded, so one whose
    /// name starts with a slash starts with <c>%2F</c>; <c>/</c> or nothing is the default one. With a client
    /// certificate user and password are not used. The default is <c>amqp://localhost</c>.
    /// </summary>
    public string Url { get; set; } = "amqp://localhost";

    /// <summary>The exchange, which has to exist: nothing is declared. The default is <c>amq.topic</c>.</summary>
    public string Exchange { get; set; } = "amq.topic";

    /// <summary>
    /// The first part of every topic: the site and its environment. The default is <c>org.fedoraproject.dev</c>; empty
    /// leaves it out.
    /// </summary>
    public string TopicPrefix { get; set; } = "org.fedoraproject.dev";

    /// <summary>
    /// The second part of every topic, the name of the application. The default is <c>pdc</c>; empty leaves it out.
    /// </summary>
    public string ModName { get; set; } = "pdc";

    /// <summary>
    /// The name under which consumers have registered the class of the messages. They read messages of a class that
    /// they do not know as well. The default is <c>base.message</c>.
    /// </summary>
    public string Schema { get; set; } = "base.message";

    /// <summary>
    /// The Python package with that class, as consumers are told to install it. The default is empty: none is named,
    /// except that <c>base.message</c> comes from <c>fedora_messaging</c>.
    /// </summary>
    public string SchemaPackage { get; set; } = "";

    /// <summary>
    /// What the broker's operators see the application as: they require a name. The default is <c>pdc</c>.
    /// </summary>
    public string App { get; set; } = "pdc";

    /// <summary>
    /// Certificates for <c>amqps</c>, TLS 1.2 or newer. With a client certificate the application logs in by its common
    /// name (SASL EXTERNAL). The default is none: the authorities of the system, and the password of the URL.
    /// </summary>
    public TlsOptions Tls { get; } = new();
}
