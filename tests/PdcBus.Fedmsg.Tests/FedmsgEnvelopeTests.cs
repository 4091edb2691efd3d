using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace PdcBus.Fedmsg.Tests;

public sealed class FedmsgEnvelopeTests
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 512 };

    public static TheoryData<string> VectorNames => [.. GoldenFile.Vectors.Keys];

    [Theory]
    [MemberData(nameof(VectorNames))]
    public void Frames_OfAGoldenVector_AreTheOriginals(string name)
    {
        var vector = GoldenFile.Vectors[name];
        using var unsigned = JsonDocument.Parse(vector.Text("unsigned_json"), Deep);
        var fields = unsigned.RootElement;
        var envelope = new FedmsgEnvelope(
            fields.Text("topic"),
            fields.Text("msg_id"),
            fields.GetProperty("timestamp").GetInt64(),
            fields.Text("username"),
            CanonicalJson.OfObject(Encoding.UTF8.GetBytes(fields.GetProperty("msg").GetRawText())));
        using var signer = TestKey.Signer();

        var frame = envelope.Seal(fields.GetProperty("i").GetInt64(), signer);

        if (vector.Text("frame_body") is { } body) Assert.Equal(body, Encoding.ASCII.GetString(frame));
        Assert.Equal(vector.Text("frame_body_sha256"), Convert.ToHexStringLower(SHA256.HashData(frame)));
        Assert.Equal(
            vector.Text("frame_topic_utf8_hex"), Convert.ToHexStringLower(Encoding.UTF8.GetBytes(envelope.Topic)));
    }
}
