using System.Security.Cryptography;
using System.Text;

namespace PdcBus.Fedmsg.Tests;

public sealed class FedmsgSignerTests : IDisposable
{
    private readonly TestAuthority _authority = new();

    public static TheoryData<string> VectorNames => [.. GoldenFile.Vectors.Keys];

    public void Dispose() => _authority.Dispose();

    [Theory]
    [MemberData(nameof(VectorNames))]
    public void Signature_OfAGoldenVector_IsTheOriginals(string name)
    {
        var vector = GoldenFile.Vectors[name];
        using var signer = TestKey.Signer();

        var signature = signer.Sign(Encoding.ASCII.GetBytes(vector.Text("signed_text")));

        Assert.Equal(vector.Text("signature"), signature);
    }

    [Fact]
    public void Certificate_OfAFileWithTextBeforeIt_IsTheOriginalsField()
    {
        using var signer = TestKey.Signer();

        Assert.StartsWith("Certificate:", TestKey.CertificatePem.TrimStart(), StringComparison.Ordinal);
        Assert.Equal(
            GoldenFile.Json("vectors.json").GetProperty("certificate").GetRawText(),
            Encoding.ASCII.GetString(signer.Certificate.Span));
        Assert.Equal("pdc-testhost.example.com", signer.CommonName);
    }

    [Fact]
    public void Certificate_WithOthersBehindIt_IsTheFirst()
    {
        var (certificate, key) = _authority.Certify();
        using var alone = FedmsgSigner.Create(certificate, key);

        using var signer = FedmsgSigner.Create($"{certificate}\n{_authority.Pem}", key);

        Assert.Equal(alone.Certificate.ToArray(), signer.Certificate.ToArray());
    }

    [Fact]
    public void Key_InTheOlderForm_Signs()
    {
        using var rsa = RSA.Create(2048);
        var (certificate, _) = _authority.Certify(key: rsa);

        using var signer = FedmsgSigner.Create(certificate, rsa.ExportRSAPrivateKeyPem());

        Assert.EndsWith("\n", signer.Sign("{}"u8), StringComparison.Ordinal);
    }

    [Fact]
    public void Key_OfAnotherCertificate_IsRefused() => Refused(
        _authority.Certify().Certificate, _authority.Certify().Key, "KeyFile", "holds the key of another certificate");

    [Fact]
    public void Key_OfAnotherKind_IsRefused()
    {
        var (certificate, key) = _authority.CertifyEllipticCurve();

        Refused(certificate, key, "KeyFile", "holds no single RSA key");
        Refused(certificate, _authority.Certify().Key, "CertFile", "is the certificate of a key that is not RSA");
    }

    [Fact]
    public void Key_WithAPassphrase_IsRefusedWithoutRepeatingIt()
    {
        using var rsa = RSA.Create(2048);
        var pem = rsa.ExportEncryptedPkcs8PrivateKeyPem(
            "secret", new PbeParameters(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1000));

        var error = Refused(_authority.Certify(key: rsa).Certificate, pem, "KeyFile", "'openssl rsa' takes a passphrase off");

        Assert.Null(error.InnerException);
    }

    [Fact]
    public void Certificate_WithoutACommonName_IsRefused()
    {
        var (certificate, key) = _authority.Certify("O=PDC");

        Refused(certificate, key, "CertFile", "without a common name (CN)");
    }

    [Fact]
    public void Files_ThatHoldSomethingElse_AreRefused()
    {
        var (certificate, key) = _authority.Certify();

        Refused("no certificate", key, "CertFile", "holds no certificate in PEM form");
        Refused(certificate, "no key", "KeyFile", "holds no single RSA key");
    }

    [Fact]
    public void Host_WhosePolicyForbidsSha1_IsToldTheCure()
    {
        using var key = new KeyUnderAPolicy();

        var error = Assert.Throws<CredentialsException>(() => FedmsgSigner.CheckDigest(key));

        Assert.Null(error.Setting);
        Assert.Contains("update-crypto-policies --set DEFAULT:SHA1", error.Message, StringComparison.Ordinal);
    }

    private static CredentialsException Refused(string certificate, string key, string setting, string flaw)
    {
        var error = Assert.Throws<CredentialsException>(() => FedmsgSigner.Create(certificate, key));
        Assert.Equal(setting, error.Setting);
        Assert.Contains(flaw, error.Message, StringComparison.Ordinal);
        return error;
    }

    /// <summary>Behaves as OpenSSL does where the distribution has switched SHA-1 off.</summary>
    private sealed class KeyUnderAPolicy : RSA
    {
        public override byte[] SignHash(byte[] hash, HashAlgorithmName hashAlgorithm, RSASignaturePadding padding) =>
            throw new CryptographicException("error:03000098:digital envelope routines::invalid digest");

        public override RSAParameters ExportParameters(bool includePrivateParameters) => throw new NotSupportedException();

        public override void ImportParameters(RSAParameters parameters) => throw new NotSupportedException();
    }
}
