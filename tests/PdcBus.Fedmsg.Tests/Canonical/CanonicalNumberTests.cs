using System.Buffers;
using System.Globalization;
using System.Text;
using CsCheck;

namespace PdcBus.Fedmsg.Tests;

public sealed class CanonicalNumberTests
{
    [Fact]
    public void Double_EachRecordedOne_IsWrittenAsTheOriginalDoes()
    {
        var recorded = GoldenFile.Json("doubles.json").GetProperty("doubles").EnumerateArray().ToList();

        Assert.NotEmpty(recorded);
        Assert.All(recorded, pair =>
        {
            var value = BitConverter.UInt64BitsToDouble(ulong.Parse(
                pair[0].GetString()!, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
            var output = new ArrayBufferWriter<byte>();
            CanonicalNumber.WriteDouble(value, output);
            Assert.Equal(pair[1].GetString(), Encoding.ASCII.GetString(output.WrittenSpan));
            Assert.Equal(pair[1].GetString(), Written(pair[1].GetString()!));
        });
    }

    [Fact]
    public void Token_EachRecordedOne_IsWrittenAsTheOriginalDoes()
    {
        var recorded = GoldenFile.Json("number-tokens.json").GetProperty("tokens").EnumerateArray()
            .Select(pair => (Token: pair[0].GetString()!, Expected: pair[1].GetString())).ToList();

        Assert.NotEmpty(recorded);
        Assert.All(recorded, pair =>
        {
            var json = $"{{\"n\":{pair.Token}}}";
            if (pair.Expected is null or "NaN" or "-Infinity")
            {
                Assert.Throws<UnfitValueException>(() => CanonicalJson.OfObject(Encoding.ASCII.GetBytes(json)));
            }
            else
            {
                var text = Encoding.ASCII.GetString(CanonicalJson.OfObject(Encoding.ASCII.GetBytes(json)));
                Assert.Equal($"{{\"n\":{pair.Expected}}}", text);
            }
        });
    }

    [Theory]
    [InlineData("-0", "0")]
    [InlineData("-7", "-7")]
    [InlineData("123456789012345678901234567890", "123456789012345678901234567890")]
    [InlineData("-0.0", "-0.0")]
    [InlineData("1e-400", "0.0")]
    [InlineData("-1e-400", "-0.0")]
    [InlineData("9999999999999998.0", "9999999999999998.0")]
    [InlineData("0.00010", "0.0001")]
    [InlineData("0.000099", "9.9e-05")]
    [InlineData("2.5e100", "2.5e+100")]
    public void Token_OfAnyForm_BecomesWhatPythonWrites(string token, string expected) =>
        Assert.Equal(expected, Written(token));

    [Fact]
    public void Double_AnyFiniteOne_ReadsBackAsItselfAndStaysAsItIs() => Gen.Double
        .Where(double.IsFinite)
        .Sample(
            value =>
            {
                var output = new ArrayBufferWriter<byte>();
                CanonicalNumber.WriteDouble(value, output);
                var text = Encoding.ASCII.GetString(output.WrittenSpan);
                Assert.Equal(
                    BitConverter.DoubleToInt64Bits(value),
                    BitConverter.DoubleToInt64Bits(double.Parse(text, CultureInfo.InvariantCulture)));
                Assert.Equal(text, Written(text));
            },
            iter: 20_000);

    private static string Written(string token)
    {
        var output = new ArrayBufferWriter<byte>();
        CanonicalNumber.Write(Encoding.ASCII.GetBytes(token), output);
        return Encoding.ASCII.GetString(output.WrittenSpan);
    }
}
