using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace PdcBus.Fedmsg.Tests;

public sealed class CanonicalJsonTests
{
    public static TheoryData<string> VectorNames => [.. GoldenFile.Vectors.Keys];

    [Theory]
    [MemberData(nameof(VectorNames))]
    public void Envelope_OfAGoldenVector_IsWrittenAsTheOriginalSignedIt(string name)
    {
        var vector = GoldenFile.Vectors[name];
        var unsigned = vector.Text("unsigned_json").TrimEnd();
        var withCrypto = unsigned[..^1] + ",\"crypto\":\"x509\"}";

        var text = Canonical(withCrypto);

        Assert.Equal(vector.Text("signed_text"), text);
        Assert.Equal(
            vector.Text("signed_sha1"), Convert.ToHexStringLower(SHA1.HashData(Encoding.ASCII.GetBytes(text))));
    }

    [Theory]
    [MemberData(nameof(VectorNames))]
    public void Envelope_ThatTheRelayHasRewritten_BecomesTheSameAgain(string name)
    {
        var vector = GoldenFile.Vectors[name];
        var options = new JsonSerializerOptions { WriteIndented = true, MaxDepth = 512 };
        var rewritten = JsonSerializer.Serialize(
            JsonSerializer.Deserialize<JsonElement>(vector.Text("signed_text"), options), options);

        Assert.Equal(vector.Text("signed_text"), Canonical(rewritten));
    }

    [Fact]
    public void Character_EachRecordedOne_IsEscapedAsTheOriginalDoes()
    {
        var recorded = GoldenFile.Json("characters.json").GetProperty("characters").EnumerateArray().ToList();

        Assert.NotEmpty(recorded);
        Assert.All(recorded, pair =>
        {
            var rune = new Rune(int.Parse(pair[0].GetString()!, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
            var output = new ArrayBufferWriter<byte>();
            CanonicalText.Write(rune.ToString(), output);
            Assert.Equal(pair[1].GetString(), Encoding.UTF8.GetString(output.WrittenSpan));
            Assert.Equal(pair[1].GetString(), Canonical($"[{pair[1].GetString()}]")[1..^1]);
        });
    }

    [Fact]
    public void Keys_ShuffledOnes_StandInTheOrderOfTheirCodePoints()
    {
        var recorded = GoldenFile.Json("key-order.json");
        var shuffled = recorded.GetProperty("shuffled").EnumerateArray().Select(k => k.GetRawText());

        var written = JsonElement.Parse(Canonical($"{{{string.Join(',', shuffled.Select(k => $"{k}:0"))}}}"));

        Assert.Equal(
            recorded.GetProperty("ordered").EnumerateArray().Select(k => k.GetString()),
            written.EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public void Keys_ThatAreEqual_TheLastOneCounts() =>
        Assert.Equal("""{"a":3,"b":2}""", Canonical("""{"a":1,"b":2,"\u0061":3}"""));

    [Fact]
    public void Keys_ThousandsOfThem_AreSorted()
    {
        var keys = Enumerable.Range(0, 20_000).Select(i => $"k{i * 7919 % 20_000:D5}").ToList();

        var written = JsonElement.Parse(Canonical($"{{{string.Join(',', keys.Select(k => $"\"{k}\":0"))}}}"));

        Assert.Equal(
            keys.Order(StringComparer.Ordinal), written.EnumerateObject().Select(property => property.Name));
    }

    [Theory]
    [InlineData("""{"a":"\ud800"}""", """{"a":"\ufffd"}""")]
    [InlineData("""{"a":"x\udc00\ud83d"}""", """{"a":"x\ufffd\ufffd"}""")]
    [InlineData("""{"\ud800":"\ud83d\ude00"}""", """{"\ufffd":"\ud83d\ude00"}""")]
    [InlineData("""{"a":"\/\"\\\u00E9\u0041"}""", """{"a":"/\"\\\u00e9A"}""")]
    public void Text_WithEscapes_BecomesWhatPythonWrites(string json, string expected) =>
        Assert.Equal(expected, Canonical(json));

    [Theory]
    [InlineData("""{"a":{"b":[1,{"c":1e400}]}}""", "$.a.b[1].c")]
    [InlineData("""{"a b":[-1e400]}""", """$["a b"][0]""")]
    [InlineData("""{"é\n":1e309}""", """$["\u00e9\n"]""")]
    public void Number_ThatWouldBeInfinite_IsRefusedWithItsPath(string json, string path)
    {
        var error = Assert.Throws<UnfitValueException>(() => Canonical(json));

        Assert.Equal(path, error.Path);
        Assert.Equal(
            $"{path} is not finite, or larger than a double can be (1.8e308): no JSON has that", error.Message);
    }

    [Fact]
    public void Integer_OfMoreDigitsThanPythonReads_IsRefusedWithItsPath()
    {
        Assert.Equal($"{{\"n\":-{new string('9', 4300)}}}", Canonical($"{{\"n\":-{new string('9', 4300)}}}"));
        var error = Assert.Throws<UnfitValueException>(() => Canonical($"{{\"n\":{new string('9', 4301)}}}"));

        Assert.Equal("$.n is an integer of 4301 digits; consumers read up to 4300", error.Message);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("\"{}\"")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("""{"a":NaN}""")]
    [InlineData("")]
    public void Body_ThatIsNoObject_IsRefused(string json) =>
        Assert.Throws<UnfitValueException>(() => CanonicalJson.OfObject(Encoding.UTF8.GetBytes(json)));

    [Theory]
    [InlineData(256, true)]
    [InlineData(257, false)]
    [InlineData(5000, false)]
    public void Depth_UpToTheLimit_IsCarried(int levels, bool carried)
    {
        var json = $"{string.Concat(Enumerable.Repeat("{\"a\":", levels - 1))}{{}}{new string('}', levels - 1)}";

        if (carried)
        {
            Assert.Equal(json, Canonical(json));
            return;
        }

        var error = Assert.Throws<UnfitValueException>(() => Canonical(json));
        Assert.EndsWith("nested deeper than 256 levels", error.Message, StringComparison.Ordinal);
    }

    private static string Canonical(string json)
    {
        if (json.StartsWith('{')) return Encoding.ASCII.GetString(CanonicalJson.OfObject(Encoding.UTF8.GetBytes(json)));
        var output = new ArrayBufferWriter<byte>();
        CanonicalJson.Write(JsonElement.Parse(json), output);
        return Encoding.ASCII.GetString(output.WrittenSpan);
    }
}
