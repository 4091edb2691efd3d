namespace PdcBus;

/// <summary>The messenger <c>rabbitmq</c>. Section <c>PdcBus:RabbitMq</c>.</summary>
public sealed class RabbitMqOptions
{
    /// <summary>
    /// Where RabbitMQ is: <c>amqp://user:password@host:port/vhost</c>, or <c>amqps://…</c> for TLS. User, password and
    /// virtual host are percent-encoded; <c>/%2F</c>, <c>/</c> or nothing is the default virtual host; without a user it is
    /// guest, or with <c>amqps</c> and a certificate whom the certificate names (EXTERNAL); the port is 5672, with TLS 5671,
    /// unless given. Several addresses are the nodes of one cluster, tried in turn: they share user, password and virtual
    /// host. There is no default: at least one is needed.
    /// </summary>
    public IList<string> Urls { get; } = [];

    /// <summary>Certificates, for <c>amqps</c>.</summary>
    public TlsOptions Tls { get; } = new();

    /// <summary>
    /// Whether the exchange is declared when the first message is sent. The default is true. With false the exchange has to
    /// exist, nothing is declared, and the user needs no permission but <c>write</c>.
    /// </summary>
    public bool Declare { get; set; } = true;

    /// <summary>The exchange. The default is a durable topic exchange named <c>pdc</c>.</summary>
    public RabbitMqExchangeOptions Exchange { get; } = new();

    /// <summary>
    /// What happens to a message that no queue is bound for. The default is <see cref="RabbitMqUnroutable.Record"/>.
    /// </summary>
    public RabbitMqUnroutable Unroutable { get; set; }
}
