using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PdcBus.Conformance.Tests;

/// <summary>A key to sign with for one test, and its certificate, in a folder.</summary>
internal static class FedmsgKey
{
    /// <summary>Makes them, and returns the settings of a fedmsg messenger that signs with them.</summary>
    public static (string Key, string Value)[] SettingsFor(Relay relay, DirectoryInfo folder)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(
            "CN=pdc.example.org", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(1));
        var (certFile, keyFile) = (Path.Combine(folder.FullName, "pdc.crt"), Path.Combine(folder.FullName, "pdc.key"));
        File.WriteAllText(certFile, certificate.ExportCertificatePem());
        File.WriteAllText(keyFile, key.ExportPkcs8PrivateKeyPem());
        return
        [
            ("PdcBus:Fedmsg:Endpoints:0", relay.Address),
            ("PdcBus:Fedmsg:CertFile", certFile),
            ("PdcBus:Fedmsg:KeyFile", keyFile),
        ];
    }
}
