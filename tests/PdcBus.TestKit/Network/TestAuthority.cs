using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PdcBus;

/// <summary>
/// A certificate authority of the test's own, with the certificates that it issues as PEM files in a folder that goes
/// away with it. Nothing of it is kept in the repository.
/// </summary>
public sealed class TestAuthority : IDisposable
{
    private static readonly TimeSpan Margin = TimeSpan.FromHours(1);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pdcbus-tests-");
    private readonly X509Certificate2 _authority;

    /// <summary>Makes a new authority.</summary>
    public TestAuthority(string name = "Authority of a test")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        _authority = request.CreateSelfSigned(LongAgo, Now + TimeSpan.FromDays(2));
        CaFile = Save("ca.pem", _authority.ExportCertificatePem());
    }

    /// <summary>Takes over the authority in a folder of <c>build/brokers/certificates</c>, to issue more of its kind.</summary>
    /// <param name="certificateFile">Its certificate.</param>
    /// <param name="keyFile">Its key.</param>
    public TestAuthority(string certificateFile, string keyFile)
    {
        _authority = X509Certificate2.CreateFromPemFile(certificateFile, keyFile);
        CaFile = certificateFile;
    }

    /// <summary>The authority's certificate.</summary>
    public string CaFile { get; }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private static DateTimeOffset LongAgo => Now - TimeSpan.FromDays(30);

    /// <summary>Issues a certificate for a server.</summary>
    /// <param name="name">The host name; <c>localhost</c> includes 127.0.0.1.</param>
    /// <param name="isExpired">Whether its time is over.</param>
    public TestCertificate ForServer(string name = "localhost", bool isExpired = false)
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        if (name == "localhost") names.AddIpAddress(IPAddress.Loopback);
        return Issue($"CN={name}", "1.3.6.1.5.5.7.3.1", isExpired, names.Build());
    }

    /// <summary>Issues a certificate for a client.</summary>
    /// <param name="subject">Who it is.</param>
    /// <param name="isExpired">Whether its time is over.</param>
    public TestCertificate ForClient(string subject, bool isExpired = false) =>
        Issue(subject, "1.3.6.1.5.5.7.3.2", isExpired);

    /// <summary>A certificate that signs itself.</summary>
    public TestCertificate SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(LongAgo, Now + TimeSpan.FromDays(2));
        return Save(certificate, key);
    }

    /// <summary>Deletes what it has issued.</summary>
    public void Dispose()
    {
        _authority.Dispose();
        _folder.Delete(recursive: true);
    }

    private TestCertificate Issue(string subject, string purpose, bool isExpired, params X509Extension[] extensions)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], false));
        foreach (var extension in extensions) request.CertificateExtensions.Add(extension);
        // By the key, not by the certificate: an authority that has just been made would let nothing expire yet.
        using var signer = _authority.GetECDsaPrivateKey()!;
        using var certificate = request.Create(
            _authority.SubjectName, X509SignatureGenerator.CreateForECDsa(signer), LongAgo, isExpired ? Now - Margin : Now + Margin,
            RandomNumberGenerator.GetBytes(8));
        return Save(certificate, key);
    }

    private TestCertificate Save(X509Certificate2 certificate, ECDsa key)
    {
        var name = Guid.NewGuid().ToString("N");
        return new TestCertificate(
            Save($"{name}.pem", certificate.ExportCertificatePem()), Save($"{name}.key", key.ExportPkcs8PrivateKeyPem()));
    }

    private string Save(string name, string pem)
    {
        var file = Path.Combine(_folder.FullName, name);
        File.WriteAllText(file, pem);
        return file;
    }
}
