namespace PdcBus;

public sealed class CircuitTests
{
    [Theory]
    [InlineData(1, 0, 50)]
    [InlineData(1, 1, 100)]
    [InlineData(3, 1, 400)]
    [InlineData(7, 1, 5000)]
    [InlineData(100, 0, 2500)]
    [InlineData(100, 1, 5000)]
    public void Open_Again_DoublesThePauseUpToFiveSeconds(int times, double chance, int milliseconds)
    {
        var circuit = new Circuit();
        for (var i = 0; i < times; i++) circuit.Open("away", Make.Noon, chance);

        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), circuit.NextProbe - Make.Noon);
    }

    [Fact]
    public void Open_Again_KeepsTheTimeAndTakesTheReason()
    {
        var circuit = new Circuit();
        circuit.Open("one", Make.Noon, 0);
        circuit.Open("two", Make.Noon.AddMinutes(1), 0);

        Assert.Equal((Make.Noon, "two"), (circuit.Since, circuit.Reason));
    }

    [Fact]
    public void Close_Open_StartsTheNextOutageWithAShortPause()
    {
        var circuit = new Circuit();
        for (var i = 0; i < 10; i++) circuit.Open("away", Make.Noon, 1);
        Assert.True(circuit.Close(Make.Noon));
        Assert.False(circuit.Close(Make.Noon));

        circuit.Open("away", Make.Noon, 1);

        Assert.Equal(TimeSpan.FromMilliseconds(100), circuit.NextProbe - Make.Noon);
    }
}
