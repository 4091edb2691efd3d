namespace PdcBus;

public sealed class LookBackTests
{
    [Fact]
    public void Start_FirstTime_LooksFromTheStart() => Assert.Equal(0, new LookBack().Start(1000, Make.Noon));

    [Fact]
    public void Start_OnceASecond_LooksBehindWhatWasReadTenSecondsAgo()
    {
        var lookBack = new LookBack();
        var starts = new List<long?>();
        for (var second = 0; second < 35; second++)
        {
            starts.Add(lookBack.Start(second * 100, Make.Noon.AddSeconds(second)));
        }

        Assert.Null(lookBack.Start(3500, Make.Noon.AddSeconds(34.5)));
        Assert.DoesNotContain(null, starts);
        // Behind the cursor by ten to twenty seconds, and all the way back every half minute.
        Assert.Equal(0, starts[0]);
        Assert.Equal(1000, starts[25]);
        Assert.Equal(0, starts[30]);
        Assert.Equal(2000, starts[31]);
    }
}
