using CsCheck;

namespace PdcBus.Contracts.Tests;

public sealed class PdcTimestampTests
{
    [Theory]
    [InlineData("2017-10-31T16:25:35.2914690Z", "2017-10-31T16:25:35.291469Z", "2017-10-31 16:25:35.291469+00:00")]
    [InlineData("2017-10-31T16:25:35.0000100Z", "2017-10-31T16:25:35.000010Z", "2017-10-31 16:25:35.000010+00:00")]
    // No digits at all where there are no microseconds, and none below them.
    [InlineData("2017-10-31T16:25:35.0000009Z", "2017-10-31T16:25:35Z", "2017-10-31 16:25:35+00:00")]
    // Always in UTC.
    [InlineData("2017-10-31T01:25:35.5000000+02:00", "2017-10-30T23:25:35.500000Z", "2017-10-30 23:25:35.500000+00:00")]
    public void Moment_Written_HasTheOriginalsForm(string moment, string inResources, string inCommittedOn)
    {
        var value = DateTimeOffset.ParseExact(moment, "O", null);

        Assert.Equal(inResources, new PdcTimestamp(value).ToString());
        Assert.Equal(inCommittedOn, PdcTimestamp.ForCommittedOn(value).ToString());
    }

    [Fact]
    public void AnyMoment_WrittenAndParsed_IsTheSameToTheMicrosecond() => Gen.DateTimeOffset.Sample(value =>
    {
        var microseconds = new DateTimeOffset(
            value.UtcTicks - value.UtcTicks % TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);

        Assert.Equal(microseconds, PdcTimestamp.Parse(new PdcTimestamp(value).ToString()).Value);
        Assert.Equal(microseconds, PdcTimestamp.Parse(PdcTimestamp.ForCommittedOn(value).ToString()).Value);
    });

    [Fact]
    public void AnyText_InOneOfTheForms_IsKept() =>
        Generate.Moment.Sample(text => Assert.Equal(text, PdcTimestamp.Parse(text).ToString()));

    [Fact]
    public void Text_WithoutAnOffset_CountsAsUtc() => Assert.Equal(
        new DateTimeOffset(2018, 3, 8, 9, 24, 18, TimeSpan.Zero), PdcTimestamp.Parse("2018-03-08 09:24:18").Value);

    [Theory]
    [InlineData("")]
    [InlineData("2018-03-08")]
    [InlineData("2018-3-8 09:24:18")]
    [InlineData("2018-03-08 25:24:18+00:00")]
    [InlineData("2018-03-08_09:24:18Z")]
    [InlineData(" 2018-03-08 09:24:18Z")]
    public void Text_InAnotherForm_IsRefused(string text)
    {
        Assert.False(PdcTimestamp.TryParse(text, out _));
        var error = Assert.Throws<FormatException>(() => PdcTimestamp.Parse(text));
        Assert.Equal($"'{text}' is no moment as PDC writes them, like 2017-10-31T16:25:35.291469Z.", error.Message);
    }

    [Fact]
    public void Default_IsTheFirstMomentThereIs()
    {
        Assert.Equal(default, default(PdcTimestamp).Value);
        Assert.Equal("0001-01-01T00:00:00Z", default(PdcTimestamp).ToString());
    }
}
