namespace PdcBus;

public sealed class PublishDecisionTests
{
    public static TheoryData<int, Type?, string?, DiscardReason> Cases => new()
    {
        { 200, null, null, DiscardReason.None },
        { 204, null, null, DiscardReason.None },
        { 302, null, null, DiscardReason.None },
        { 399, null, null, DiscardReason.None },
        { 400, null, null, DiscardReason.Status },
        { 503, null, null, DiscardReason.Status },
        { 200, typeof(InvalidOperationException), null, DiscardReason.Exception },
        { 200, typeof(OperationCanceledException), null, DiscardReason.Cancelled },
        { 200, typeof(TaskCanceledException), null, DiscardReason.Cancelled },
        { 200, null, "not today", DiscardReason.Application },
        { 404, null, "not today", DiscardReason.Application },
        { 404, typeof(InvalidOperationException), "not today", DiscardReason.Exception },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void For_Outcome_Decides(int status, Type? thrown, string? discarded, DiscardReason expected)
    {
        var exception = thrown is null ? null : (Exception)Activator.CreateInstance(thrown)!;

        var decision = PublishDecision.For(new ActionOutcome(status, exception), discarded);

        Assert.Equal(expected, decision.Reason);
        Assert.Equal(expected == DiscardReason.None, decision.Publish);
    }

    [Theory]
    [InlineData(409, null, "the status is 409")]
    [InlineData(200, "not today", "not today")]
    public void For_Discard_SaysWhyInWords(int status, string? discarded, string expected) =>
        Assert.Equal(expected, PublishDecision.For(new ActionOutcome(status), discarded).Detail);

    [Fact]
    public void For_Exception_NamesItsTypeAndNotItsText() => Assert.Equal(
        "the action threw InvalidOperationException",
        PublishDecision.For(new ActionOutcome(200, new InvalidOperationException("secret")), null).Detail);
}
