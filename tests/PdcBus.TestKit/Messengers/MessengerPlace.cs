using System.Net;

namespace PdcBus;

/// <summary>Where a messenger under contract is to connect to, and as whom. Its test turns this into settings.</summary>
/// <param name="Servers">The servers, best first.</param>
public sealed record MessengerPlace(params IReadOnlyList<DnsEndPoint> Servers)
{
    /// <summary>TLS instead of plain TCP, with these certificates; null for plain.</summary>
    public TlsOptions? Tls { get; init; }

    /// <summary>The user and the password; null for none, as where a certificate says who it is.</summary>
    public NetworkCredential? User { get; init; }
}
