namespace PdcBus;

public sealed class RowSnapshotTests
{
    [Theory]
    [InlineData("10:10:", 7, 10, new ulong[0])]
    [InlineData("10:14:10,12", 11, 14, new ulong[] { 10, 12 })]
    public void Parse_ListedOnes_AreInProgress(string text, int age, ulong next, ulong[] inProgress)
    {
        var snapshot = RowSnapshot.Parse(text, age);

        Assert.Equal(next, snapshot.Next);
        Assert.Equal(inProgress, snapshot.InProgress);
    }

    [Fact]
    public void Parse_BegunAfterTheLastThatHasEnded_AreInProgressThoughNotListed() =>
        Assert.Equal([11ul, 14, 15, 16], RowSnapshot.Parse("11:14:11", 14).InProgress);

    [Theory]
    [InlineData("4294967290:4294967294:4294967290", -5, 4294967294)] // Just before the counter of 32 bits turns round.
    [InlineData("4294967294:4294967294:", 1, 4294967300)] // And in between.
    [InlineData("8589934600:8589934600:", 5, 8589934600)] // And after its second turn.
    [InlineData("2147483657:2147483657:", -2147483642, 2147483657)] // An age that no longer fits.
    public void Parse_AnyTurnOfTheCounter_KnowsTheNextNumber(string text, int age, ulong next) =>
        Assert.Equal(next, RowSnapshot.Parse(text, age).Next);

    [Theory]
    [InlineData(9, false)]
    [InlineData(10, true)]
    [InlineData(11, false)]
    [InlineData(14, true)]
    public void IsInProgress_OfANumber_IsWhetherItHasNotEndedOrNotBegun(ulong number, bool expected) =>
        Assert.Equal(expected, RowSnapshot.Parse("10:14:10,12", 11).IsInProgress(number));
}
