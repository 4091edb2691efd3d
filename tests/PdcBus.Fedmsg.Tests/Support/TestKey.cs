using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text.Json;

namespace PdcBus.Fedmsg.Tests;

/// <summary>The public test pair of the golden vectors. Trusted by nobody.</summary>
internal static class TestKey
{
    private static readonly JsonElement Numbers = GoldenFile.Json("test-key.json");

    public static string CertificatePem { get; } = GoldenFile.Read("test-leaf.crt");

    public static string AuthorityPem { get; } = GoldenFile.Read("test-ca.crt");

    public static string KeyPem { get; } = Pem();

    public static FedmsgSigner Signer() => FedmsgSigner.Create(CertificatePem, KeyPem);

    private static string Pem()
    {
        using var key = RSA.Create(new RSAParameters
        {
            Modulus = Number("n", 256),
            Exponent = Number("e", 3),
            D = Number("d", 256),
            P = Number("p", 128),
            Q = Number("q", 128),
            DP = Number("dp", 128),
            DQ = Number("dq", 128),
            InverseQ = Number("inverse_q", 128),
        });
        return key.ExportPkcs8PrivateKeyPem();
    }

    private static byte[] Number(string name, int length)
    {
        var number = BigInteger.Parse(
            "0" + Numbers.GetProperty(name).GetString(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        var bytes = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[length - bytes.Length], .. bytes];
    }
}
