namespace PdcBus;

/// <summary>Messages over AMQP 1.0. Section <c>PdcBus:Amqp</c>.</summary>
public sealed class AmqpOptions
{
    internal const string Section = "PdcBus:Amqp";
    internal const string DefaultUrl = "amqp://localhost:5672";

    /// <summary>
    /// The servers, best first: <c>amqp://user:password@host:5672</c>, or <c>amqps://host:5671</c> for TLS; these ports
    /// are the defaults. User and password are percent-encoded. With a user the login is PLAIN; without one it is EXTERNAL,
    /// by the certificate of <see cref="Tls"/>. A path is a virtual host of RabbitMQ. When one server fails the next takes
    /// over, and the first again when it is well. The default is <c>amqp://localhost:5672</c>, which needs
    /// <see cref="Anonymous"/>.
    /// </summary>
    public IList<string> Urls { get; } = [];

    /// <summary>
    /// Begin at a random place of <see cref="Urls"/>, so that many applications spread over the servers. The default is
    /// false.
    /// </summary>
    public bool RandomStart { get; set; }

    /// <summary>
    /// Where messages go: <c>{topic}</c> stands for the topic; without it a dot and the topic are appended. For example
    /// <c>/exchange/pdc/{topic}</c> for an exchange of RabbitMQ 3 and <c>/exchanges/pdc/{topic}</c> of RabbitMQ 4, which
    /// has to exist. The default is <c>topic://pdc.{topic}</c>, topics of ActiveMQ.
    /// </summary>
    public string Address { get; set; } = "topic://pdc.{topic}";

    /// <summary>
    /// Let the server treat this client as nobody in particular where a URL has no user: SASL ANONYMOUS. With a certificate
    /// EXTERNAL is tried before it; ActiveMQ takes certificates only so. The default is false.
    /// </summary>
    public bool Anonymous { get; set; }

    /// <summary>
    /// The longest body in bytes; a longer one is parked as too large instead of costing the connection. What the server
    /// announces counts too. The default is 16,000,000, which RabbitMQ 4 takes.
    /// </summary>
    public int MaxBody { get; set; } = 16_000_000;

    /// <summary>Certificates, for <c>amqps</c>.</summary>
    public TlsOptions Tls { get; } = new();
}
