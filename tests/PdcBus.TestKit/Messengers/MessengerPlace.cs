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

    /// <summary>User and password as they stand in a URL before the host; empty for none.</summary>
    public string Login => User is { } user
        ? $"{Uri.EscapeDataString(user.UserName)}:{Uri.EscapeDataString(user.Password)}@"
        : "";

    /// <summary>The settings of the certificates.</summary>
    /// <param name="section">Where the messenger's settings are: <c>PdcBus:Stomp</c>.</param>
    public IEnumerable<KeyValuePair<string, string?>> TlsSettings(string section) =>
    [
        new($"{section}:Tls:CaFile", Tls?.CaFile),
        new($"{section}:Tls:CertFile", Tls?.CertFile),
        new($"{section}:Tls:KeyFile", Tls?.KeyFile),
        new($"{section}:Tls:ServerName", Tls?.ServerName),
    ];
}
