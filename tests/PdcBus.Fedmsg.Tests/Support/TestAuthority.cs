using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PdcBus.Fedmsg.Tests;

/// <summary>An authority of the tests' own that certifies what a test needs.</summary>
internal sealed class TestAuthority : IDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 3, 8, 12, 0, 0, TimeSpan.Zero);

    private readonly RSA _key = RSA.Create(2048);
    private readonly X509Certificate2 _certificate;

    public TestAuthority()
    {
        var request = new CertificateRequest(
            "CN=PdcBus test authority", _key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _certificate = request.CreateSelfSigned(Now.AddYears(-10), Now.AddYears(50));
    }

    public string Pem => _certificate.ExportCertificatePem();

    /// <summary>A certificate and its key, as PEM.</summary>
    public (string Certificate, string Key) Certify(
        string subject = "CN=pdc.example.org", DateTimeOffset? from = null, DateTimeOffset? until = null, RSA? key = null)
    {
        using var own = key is null ? RSA.Create(2048) : null;
        var used = key ?? own!;
        var request = new CertificateRequest(subject, used, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return (Sign(request, from, until), used.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>The same of another kind of key.</summary>
    public (string Certificate, string Key) CertifyEllipticCurve()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=pdc.example.org", key, HashAlgorithmName.SHA256);
        return (Sign(request, null, null), key.ExportPkcs8PrivateKeyPem());
    }

    public void Dispose()
    {
        _certificate.Dispose();
        _key.Dispose();
    }

    private string Sign(CertificateRequest request, DateTimeOffset? from, DateTimeOffset? until)
    {
        using var certificate = request.Create(
            _certificate.SubjectName,
            X509SignatureGenerator.CreateForRSA(_key, RSASignaturePadding.Pkcs1),
            from ?? Now.AddYears(-6),
            until ?? Now.AddYears(20),
            RandomNumberGenerator.GetBytes(8));
        return certificate.ExportCertificatePem();
    }
}
