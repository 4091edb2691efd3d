using System.Net;

namespace PdcBus;

/// <summary>
/// A messenger and the broker that its contract is asked with: how it is made, and what its protocol and this broker
/// can do.
/// </summary>
public abstract class MessengerSubject : IAsyncDisposable
{
    /// <summary>The broker, which some tests kill; null if the protocol has none.</summary>
    public abstract BrokerServer? Broker { get; }

    /// <summary>Where the broker speaks the messenger's protocol.</summary>
    public abstract DnsEndPoint Server { get; }

    /// <summary>Where it does so with TLS and wants a certificate; null if nowhere.</summary>
    public virtual DnsEndPoint? TlsServer => null;

    /// <summary>The folder of <c>build/brokers/certificates</c>, where <see cref="TlsServer"/> is set.</summary>
    public virtual string Certificates => throw new NotSupportedException();

    /// <summary>Who may do everything; null if the protocol knows no users.</summary>
    public abstract NetworkCredential? User { get; }

    /// <summary>Who may connect and not write; null if there is nobody.</summary>
    public virtual NetworkCredential? Reader => null;

    /// <summary>The size of a body that is too large with the default settings; null if there is no such limit.</summary>
    public virtual int? TooLarge => null;

    /// <summary>Whether the protocol carries the common headers.</summary>
    public virtual bool CarriesHeaders => true;

    /// <summary>Whether a header's value may hold a line break.</summary>
    public virtual bool CarriesLineBreaks => true;

    /// <summary>Whether the messenger takes a list of servers.</summary>
    public virtual bool TakesSeveralServers => true;

    /// <summary>Whether a send ends only when the broker has said so, and fails when it does not.</summary>
    public virtual bool ConfirmsDelivery => true;

    /// <summary>Finds the broker and prepares it; where there is none the test is skipped.</summary>
    public abstract Task InitializeAsync(CancellationToken cancellationToken);

    /// <summary>Adds the messenger.</summary>
    public abstract void Add(IPdcBusBuilder builder);

    /// <summary>The settings for a place, with full keys.</summary>
    public abstract IEnumerable<KeyValuePair<string, string?>> Settings(MessengerPlace place);

    /// <summary>A subscriber for all that this subject's messengers send from now on.</summary>
    public abstract Task<IBusSubscriber> SubscribeAsync(CancellationToken cancellationToken);

    /// <inheritdoc />
    public abstract ValueTask DisposeAsync();
}
