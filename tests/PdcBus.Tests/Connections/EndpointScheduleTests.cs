namespace PdcBus;

public sealed class EndpointScheduleTests
{
    private static readonly ConnectionEnd AfterConfirms = new("lost", WasSilent: false, HadConfirmed: true);
    private static readonly ConnectionEnd AfterNothing = new("lost", WasSilent: false, HadConfirmed: false);
    private static readonly ConnectionEnd Silence = new("silent", WasSilent: true, HadConfirmed: true);

    [Fact]
    public void Order_AtTheStart_IsTheListFromHomeOn()
    {
        Assert.Equal([0, 1, 2], new EndpointSchedule(3, 0).Order(At(0)));
        Assert.Equal([2, 0, 1], new EndpointSchedule(3, 2).Order(At(0)));
    }

    [Fact]
    public void Refused_ServerGoesLastUntilItHasRested()
    {
        var schedule = new EndpointSchedule(3, 0);

        schedule.Refused(0, At(10), chance: 1);

        Assert.Equal([1, 2, 0], schedule.Order(At(10)));
        Assert.Equal(TimeSpan.Zero, schedule.PauseBefore(1, At(10)));
        Assert.Equal([0, 1, 2], schedule.Order(At(10.25)));
    }

    [Theory]
    [InlineData(1, 0.25)]
    [InlineData(2, 0.5)]
    [InlineData(5, 4)]
    [InlineData(8, 32)]
    [InlineData(9, 60)]
    [InlineData(1000, 60)]
    public void Refused_AgainAndAgain_RestDoublesUpToAMinute(int times, double rest)
    {
        var schedule = new EndpointSchedule(2, 0);

        for (var i = 0; i < times; i++) schedule.Refused(0, At(10), chance: 1);

        Assert.Equal(1, schedule.Order(At(10 + rest - 0.01))[0]);
        Assert.Equal(0, schedule.Order(At(10 + rest))[0]);
    }

    [Fact]
    public void Refused_ByChance_RestIsShorterByUpToAHalf()
    {
        var schedule = new EndpointSchedule(2, 0);

        schedule.Refused(0, At(10), chance: 0);

        Assert.Equal(0, schedule.Order(At(10.125))[0]);
        Assert.Equal(1, schedule.Order(At(10.12))[0]);
    }

    [Fact]
    public void PauseBefore_AllRest_IsNeverMoreThanFiveSecondsAfterTheLastFailure()
    {
        var schedule = new EndpointSchedule(1, 0);

        for (var i = 0; i < 100; i++) schedule.Refused(0, At(10), chance: 1);

        Assert.Equal(TimeSpan.FromSeconds(5), schedule.PauseBefore(0, At(10)));
        Assert.Equal(TimeSpan.FromSeconds(1), schedule.PauseBefore(0, At(14)));
        Assert.Equal(TimeSpan.Zero, schedule.PauseBefore(0, At(15)));
    }

    [Fact]
    public void Lost_Once_TheSameServerIsTriedAtOnceAndTheSecondTimeTheNext()
    {
        var schedule = new EndpointSchedule(2, 0);

        schedule.Lost(0, AfterConfirms, At(10), chance: 1);
        Assert.Equal(0, schedule.Order(At(10))[0]);
        schedule.Lost(0, AfterNothing, At(10), chance: 1);
        Assert.Equal(1, schedule.Order(At(10))[0]);
    }

    [Fact]
    public void Lost_AfterConfirms_ForgetsWhatWasBefore()
    {
        var schedule = new EndpointSchedule(2, 0);
        for (var i = 0; i < 9; i++) schedule.Refused(0, At(0), chance: 1);

        schedule.Lost(0, AfterConfirms, At(100), chance: 1);

        Assert.Equal(0, schedule.Order(At(100))[0]);
    }

    [Fact]
    public void Lost_InSilence_TheNextIsTriedAtOnce()
    {
        var schedule = new EndpointSchedule(2, 0);

        schedule.Lost(0, Silence, At(10), chance: 1);

        Assert.Equal(1, schedule.Order(At(10))[0]);
    }

    [Fact]
    public void Better_IsWhoGoesBeforeAndHasRested()
    {
        var schedule = new EndpointSchedule(3, 1);
        schedule.Refused(1, At(10), chance: 1);

        Assert.Null(schedule.Better(1, At(10)));
        Assert.Null(schedule.Better(2, At(10)));
        Assert.Equal(2, schedule.Better(0, At(10)));
        Assert.Equal(1, schedule.Better(0, At(11)));
        Assert.Equal(1, schedule.Better(2, At(11)));
    }

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);
}
