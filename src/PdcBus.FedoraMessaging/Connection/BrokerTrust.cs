using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PdcBus;

/// <summary>
/// Judges the broker's certificate, for one attempt to connect, and keeps the reason if it is not trusted: the client
/// only tells that it was not.
/// </summary>
/// <param name="policy">Whom to trust; null: those that the system trusts.</param>
internal sealed class BrokerTrust(X509ChainPolicy? policy)
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <summary>Why the certificate was not trusted, in the runtime's words; null if it was, or none was shown yet.</summary>
    public string? Flaw { get; private set; }

    /// <summary>The callback for the handshake.</summary>
    public bool Judge(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        Flaw = FlawOf(certificate, chain, errors);
        return Flaw is null;
    }

    private string? FlawOf(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        // Presence and name are judged already. Only the trust in the chain depends on the policy.
        var others = errors & ~SslPolicyErrors.RemoteCertificateChainErrors;
        if (others != SslPolicyErrors.None) return $"{others}";
        if (policy is null) return errors == SslPolicyErrors.None ? null : StatusOf(chain);
        if (certificate is not X509Certificate2 own) return $"{SslPolicyErrors.RemoteCertificateNotAvailable}";

        using var trusted = new X509Chain { ChainPolicy = policy.Clone() };
        trusted.ChainPolicy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        if (chain is not null) trusted.ChainPolicy.ExtraStore.AddRange(chain.ChainPolicy.ExtraStore);
        return trusted.Build(own) ? null : StatusOf(trusted);
    }

    private static string StatusOf(X509Chain? chain) =>
        $"{SslPolicyErrors.RemoteCertificateChainErrors}: {string.Join(", ", chain?.ChainStatus.Select(s => s.Status) ?? [])}";
}
