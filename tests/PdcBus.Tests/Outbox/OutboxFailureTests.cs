namespace PdcBus;

public sealed class OutboxFailureTests
{
    [Theory]
    [InlineData("No.", "No.")]
    [InlineData("a\0b\r\nc", "a b  c")]
    [InlineData("ščř", "ščř")]
    [InlineData("oh 😀", "oh   ")]
    public void Of_AnyText_IsOneLineThatEveryStoreTakes(string said, string kept)
    {
        var failure = OutboxFailure.Of(3, new MessengerException(MessengerErrorKind.Refused, said));

        Assert.Equal(new OutboxFailure(3, MessengerErrorKind.Refused, kept), failure);
    }

    [Fact]
    public void Of_LongText_IsCut()
    {
        var failure = OutboxFailure.Of(1, new MessengerException(MessengerErrorKind.Refused, new string('x', 5000)));

        Assert.Equal(new string('x', 1000), failure.Error);
    }
}
