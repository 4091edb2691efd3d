using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PdcBus.FedoraMessaging.Tests;

/// <summary>An authority of the tests' own, with its certificates as files.</summary>
internal sealed class TestPki : IDisposable
{
    public const string ServerUsage = "1.3.6.1.5.5.7.3.1";
    public const string ClientUsage = "1.3.6.1.5.5.7.3.2";

    private static readonly DateTimeOffset From = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Until = new(2070, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("pdcbus-pki-").FullName;
    private readonly RSA _key = RSA.Create(2048);
    private readonly X509Certificate2 _authority;
    private int _servers;

    public TestPki()
    {
        var request = new CertificateRequest(
            $"CN=PdcBus test authority {Guid.NewGuid():N}", _key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _authority = request.CreateSelfSigned(From, Until);
        AuthorityFile = Write("ca.pem", _authority.ExportCertificatePem());
    }

    public string AuthorityFile { get; }

    /// <summary>A certificate for a broker of this name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="usage">What the certificate may be used for.</param>
    /// <param name="until">When it ends.</param>
    public (string CertFile, string KeyFile) CertifyServer(
        string name, string usage = ServerUsage, DateTimeOffset? until = null)
    {
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(name, out var address)) names.AddIpAddress(address);
        else names.AddDnsName(name);
        return Certify($"server-{++_servers}", $"CN={name}", usage, names.Build(), until ?? Until);
    }

    /// <summary>A certificate for a user of this name, in the place of the one before.</summary>
    public (string CertFile, string KeyFile) CertifyClient(string user) =>
        Certify("client", $"CN={user}", ClientUsage, null, Until);

    public void Dispose()
    {
        _authority.Dispose();
        _key.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private (string CertFile, string KeyFile) Certify(
        string file, string subject, string usage, X509Extension? names, DateTimeOffset until)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], false));
        if (names is not null) request.CertificateExtensions.Add(names);
        using var certificate = request.Create(_authority, From, until, RandomNumberGenerator.GetBytes(8));
        return (Write($"{file}.pem", certificate.ExportCertificatePem()), Write($"{file}.key", key.ExportPkcs8PrivateKeyPem()));
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
