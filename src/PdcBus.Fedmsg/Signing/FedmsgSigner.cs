using System.Buffers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace PdcBus;

/// <summary>
/// Signs as consumers verify: RSASSA-PKCS1-v1_5 with SHA-1 (fedmsg's backend <c>x509</c>). Knows nothing of JSON and
/// sockets.
/// </summary>
internal sealed class FedmsgSigner : IDisposable
{
    private const int LineLength = 76;

    private readonly RSA _key;

    private FedmsgSigner(RSA key, X509Certificate2 certificate)
    {
        _key = key;
        NotBefore = certificate.NotBefore.ToUniversalTime();
        NotAfter = certificate.NotAfter.ToUniversalTime();
        CommonName = CommonNameOf(certificate);
        var pem = new ArrayBufferWriter<byte>();
        // The text that the original makes of the first certificate of the file, whatever else is in it.
        CanonicalText.Write(Wrap(Encoding.ASCII.GetBytes(certificate.ExportCertificatePem() + "\n")), pem);
        Certificate = pem.WrittenMemory;
    }

    /// <summary>The value of the field <c>certificate</c>, as JSON.</summary>
    public ReadOnlyMemory<byte> Certificate { get; }

    /// <summary>The name that consumers look up in their routing policy.</summary>
    public string CommonName { get; }

    /// <summary>From when on consumers accept the certificate, in UTC.</summary>
    public DateTime NotBefore { get; }

    /// <summary>Until when they do, in UTC.</summary>
    public DateTime NotAfter { get; }

    /// <summary>Makes a signer of a certificate and its key, both as PEM.</summary>
    /// <exception cref="CredentialsException">They are no pair that could sign; the error says why.</exception>
    public static FedmsgSigner Create(string certificatePem, string keyPem)
    {
        using var certificate = ReadCertificate(certificatePem);
        var key = RSA.Create();
        try
        {
            ReadKey(key, keyPem);
            CheckPair(key, certificate);
            CheckDigest(key);
            return new FedmsgSigner(key, certificate);
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The value of the field <c>signature</c>: base64 in lines of 76 characters, each with its end, the last one too.
    /// </summary>
    public string Sign(ReadOnlySpan<byte> text) => Wrap(SignWithSha1(_key, text));

    public void Dispose() => _key.Dispose();

    /// <summary>Finds out whether the host's crypto policy lets a key sign with SHA-1.</summary>
    /// <exception cref="CredentialsException">It does not.</exception>
    internal static void CheckDigest(RSA key)
    {
        try
        {
            SignWithSha1(key, "{}"u8);
        }
        catch (CryptographicException e)
        {
            throw new CredentialsException(
                null,
                "The crypto policy of this host forbids signatures with SHA-1, and consumers of fedmsg know no other. " +
                "Allow them with 'update-crypto-policies --set DEFAULT:SHA1', or run in an image that does, for " +
                "example one of Debian.",
                e);
        }
    }

    private static byte[] SignWithSha1(RSA key, ReadOnlySpan<byte> text)
    {
#pragma warning disable CA5350 // The format prescribes SHA-1; consumers reject everything else.
        return key.SignData(text, HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1);
#pragma warning restore CA5350
    }

    private static X509Certificate2 ReadCertificate(string pem)
    {
        try
        {
            return X509Certificate2.CreateFromPem(pem);
        }
        catch (CryptographicException e)
        {
            throw new CredentialsException(
                nameof(FedmsgOptions.CertFile), "holds no certificate in PEM form (-----BEGIN CERTIFICATE-----)", e);
        }
    }

    private static string CommonNameOf(X509Certificate2 certificate) =>
        certificate.SubjectName.EnumerateRelativeDistinguishedNames()
            .Where(name => !name.HasMultipleElements && name.GetSingleElementType().Value == "2.5.4.3")
            .Select(name => name.GetSingleElementValue())
            .FirstOrDefault(name => !string.IsNullOrEmpty(name))
        ?? throw new CredentialsException(
            nameof(FedmsgOptions.CertFile),
            "is a certificate without a common name (CN), and consumers fail on it: ask for one with a name");

    private static void ReadKey(RSA key, string pem)
    {
        try
        {
            key.ImportFromPem(pem);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            // The library's own error could repeat what is in the file.
            throw new CredentialsException(
                nameof(FedmsgOptions.KeyFile),
                "holds no single RSA key in PEM form without a passphrase: consumers know RSA only, and 'openssl rsa' " +
                "takes a passphrase off");
        }
    }

    private static void CheckPair(RSA key, X509Certificate2 certificate)
    {
        using var publicKey = certificate.GetRSAPublicKey() ?? throw new CredentialsException(
            nameof(FedmsgOptions.CertFile),
            "is the certificate of a key that is not RSA: consumers know no other, ask for one of an RSA key");
        var (own, certified) = (key.ExportParameters(false), publicKey.ExportParameters(false));
        if (own.Modulus.AsSpan().SequenceEqual(certified.Modulus) &&
            own.Exponent.AsSpan().SequenceEqual(certified.Exponent))
        {
            return;
        }

        throw new CredentialsException(
            nameof(FedmsgOptions.KeyFile),
            "holds the key of another certificate, so that consumers would reject every message: name a pair");
    }

    private static string Wrap(ReadOnlySpan<byte> bytes)
    {
        var text = Convert.ToBase64String(bytes);
        var wrapped = new StringBuilder(text.Length + (text.Length / LineLength) + 1);
        for (var at = 0; at < text.Length; at += LineLength)
        {
            wrapped.Append(text.AsSpan(at, Math.Min(LineLength, text.Length - at))).Append('\n');
        }

        return wrapped.ToString();
    }
}
