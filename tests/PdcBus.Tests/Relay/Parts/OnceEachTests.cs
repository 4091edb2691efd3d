namespace PdcBus;

public sealed class OnceEachTests
{
    private readonly OnceEach _said = new();

    [Fact]
    public void IsFirst_IsTrueOncePerTopicAndKind()
    {
        Assert.True(_said.IsFirst("a", MessengerErrorKind.Refused));
        Assert.False(_said.IsFirst("a", MessengerErrorKind.Refused));
        Assert.True(_said.IsFirst("b", MessengerErrorKind.Refused));
        Assert.True(_said.IsFirst("a", MessengerErrorKind.Throttled));
    }

    [Fact]
    public void IsFirst_AfterAThousandOthers_BeginsAgain()
    {
        for (var i = 0; i < 1000; i++) Assert.True(_said.IsFirst($"t{i}", MessengerErrorKind.Refused));

        Assert.True(_said.IsFirst("t999", MessengerErrorKind.Refused));
        Assert.False(_said.IsFirst("t999", MessengerErrorKind.Refused));
    }
}
