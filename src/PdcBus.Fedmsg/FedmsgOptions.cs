namespace PdcBus;

/// <summary>How messages go to fedmsg. Section <c>PdcBus:Fedmsg</c>.</summary>
public sealed class FedmsgOptions
{
    /// <summary>Whether to connect to relays or to bind a port. The default is to connect.</summary>
    public FedmsgMode Mode { get; set; }

    /// <summary>
    /// Addresses such as <c>tcp://relay.example.org:2003</c>; at least one, there is no default. Connecting, a message
    /// goes to all of them. Binding, they are tried in turn until one is free; <c>tcp://*:3000</c> stands for all
    /// network interfaces.
    /// </summary>
    public IList<string> Endpoints { get; } = [];

    /// <summary>The first part of every topic. The default is <c>org.fedoraproject</c>; empty leaves it out.</summary>
    public string TopicPrefix { get; set; } = "org.fedoraproject";

    /// <summary>
    /// The second part of every topic: <c>dev</c>, <c>stg</c> or <c>prod</c> by convention. The default is
    /// <c>dev</c>; empty leaves it out.
    /// </summary>
    public string Environment { get; set; } = "dev";

    /// <summary>
    /// The third part of every topic, the name of the application. The default is <c>pdc</c>; empty leaves it out.
    /// </summary>
    public string ModName { get; set; } = "pdc";

    /// <summary>
    /// The file with the certificate that consumers verify messages with: PEM, RSA, issued directly by the authority
    /// that they trust. Required. It is read again when it changes.
    /// </summary>
    public string CertFile { get; set; } = "";

    /// <summary>
    /// The file with the certificate's key: PEM, without a passphrase. Required. It is read again when it changes.
    /// </summary>
    public string KeyFile { get; set; } = "";

    /// <summary>
    /// Whether messages wait in the outbox while nobody is subscribed. Otherwise ZeroMQ drops them. The default is
    /// true when connecting and false when binding.
    /// </summary>
    public bool? RequireSubscriber { get; set; }
}
