using System.Security.Cryptography.X509Certificates;

namespace PdcBus;

/// <summary>A certificate and its key, as PEM files.</summary>
public sealed record TestCertificate(string CertFile, string KeyFile)
{
    /// <summary>Reads both, for a server in the test's own process.</summary>
    public X509Certificate2 Load()
    {
        using var fromPem = X509Certificate2.CreateFromPemFile(CertFile, KeyFile);
        // On Windows a key that is only in memory serves no handshake.
        return X509CertificateLoader.LoadPkcs12(fromPem.Export(X509ContentType.Pkcs12), null);
    }
}
