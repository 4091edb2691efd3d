namespace PdcBus;

/// <summary>Messages over STOMP. Section <c>PdcBus:Stomp</c>.</summary>
public sealed class StompOptions
{
    internal const string DefaultUrl = "stomp://localhost:61613";

    /// <summary>
    /// The servers, best first: <c>stomp://host:61613</c>, or <c>stomp+ssl://host:61614</c> for TLS; these ports are the
    /// defaults. They share everything else. When one fails the next takes over, and the first again when it is well.
    /// The default is <c>stomp://localhost:61613</c>.
    /// </summary>
    public IList<string> Urls { get; } = [];

    /// <summary>
    /// Begin at a random place of <see cref="Urls"/>, so that many applications spread over the servers. The default is
    /// false.
    /// </summary>
    public bool RandomStart { get; set; }

    /// <summary>
    /// The user. The default is none: the server takes the user from the client's certificate, or lets anybody in.
    /// </summary>
    public string? Login { get; set; }

    /// <summary>The user's password. The default is none.</summary>
    public string? Passcode { get; set; }

    /// <summary>
    /// The virtual host. The default is <c>/</c>, that of RabbitMQ; ActiveMQ and Artemis do not use it.
    /// </summary>
    public string VirtualHost { get; set; } = "/";

    /// <summary>
    /// Where messages go: <c>{topic}</c> stands for the topic; without it a dot and the topic are appended. For example
    /// <c>/exchange/pdc/{topic}</c> for an exchange of RabbitMQ, which has to exist. The default is <c>/topic/pdc</c>.
    /// </summary>
    public string Destination { get; set; } = "/topic/pdc";

    /// <summary>
    /// How often each side shows that it lives when it has nothing to say; a server that is silent for more than twice as
    /// long is given up. From 1 second to 10 minutes, or zero for none. The default is 10 seconds.
    /// </summary>
    public TimeSpan HeartBeat { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How large a frame may be.</summary>
    public StompLimits Limits { get; } = new();

    /// <summary>Certificates, for <c>stomp+ssl</c>.</summary>
    public TlsOptions Tls { get; } = new();
}
