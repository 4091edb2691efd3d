namespace PdcBus;

public sealed class FailoverPolicyTests
{
    private const int Home = 0;
    private const int Second = 1;
    private const int Third = 2;

    private readonly FailoverPolicy _policy = new(
        3, new FailoverOptions { TakeOverAfter = Seconds(30), HandBackAfter = Seconds(60) });

    [Fact]
    public void Failed_WithinTheBudget_StaysInCharge()
    {
        Assert.False(_policy.Failed(Home, Seconds(0)));
        Assert.False(_policy.Failed(Home, Seconds(29)));
        Assert.Equal(Home, _policy.InCharge);
    }

    [Fact]
    public void Failed_BeyondTheBudget_TheNextIsInCharge()
    {
        _policy.Failed(Home, Seconds(0));

        Assert.True(_policy.Failed(Home, Seconds(30)));
        Assert.Equal(Second, _policy.InCharge);
    }

    [Fact]
    public void Answered_InBetween_TheBudgetIsWholeAgain()
    {
        _policy.Failed(Home, Seconds(0));
        _policy.Answered(Home);

        Assert.False(_policy.Failed(Home, Seconds(31)));
        Assert.True(_policy.Failed(Home, Seconds(61)));
    }

    [Fact]
    public void Failed_LongAfterTheLastFailure_TheBudgetIsWholeAgain()
    {
        _policy.Failed(Home, Seconds(0));

        Assert.False(_policy.Failed(Home, Seconds(3600)));
        Assert.Equal(Home, _policy.InCharge);
    }

    [Fact]
    public void Failed_WithoutEverAnswering_HandsOnAtOnceAndInACircle()
    {
        TakeOver();

        Assert.True(_policy.Failed(Second, Seconds(31)));
        Assert.Equal(Third, _policy.InCharge);
        Assert.True(_policy.Failed(Third, Seconds(32)));
        Assert.Equal(Home, _policy.InCharge);
    }

    [Fact]
    public void Failed_AfterAnAnswer_HasABudgetOfItsOwn()
    {
        TakeOver();
        _policy.Answered(Second);

        Assert.False(_policy.Failed(Second, Seconds(40)));
        Assert.True(_policy.Failed(Second, Seconds(70)));
    }

    [Fact]
    public void LateResultsOfAReplacedMember_ChangeNothing()
    {
        TakeOver();

        Assert.False(_policy.Failed(Home, Seconds(31)));
        _policy.Answered(Home);

        Assert.Equal(Second, _policy.InCharge);
    }

    [Fact]
    public void DueForTrial_EveryThirdOfTheHandBack()
    {
        TakeOver();

        Assert.Null(_policy.DueForTrial(Seconds(49)));
        Assert.Equal(Home, _policy.DueForTrial(Seconds(50)));
        Assert.False(_policy.Passed(Home, Seconds(50)));
        Assert.Null(_policy.DueForTrial(Seconds(69)));
        Assert.Equal(Home, _policy.DueForTrial(Seconds(70)));
    }

    [Fact]
    public void Passed_AllTheHandBackLong_IsInChargeAgainWithAWholeBudget()
    {
        TakeOver();

        Assert.False(_policy.Passed(Home, Seconds(50)));
        Assert.False(_policy.Passed(Home, Seconds(109)));
        Assert.True(_policy.Passed(Home, Seconds(110)));

        Assert.Equal(Home, _policy.InCharge);
        Assert.Null(_policy.DueForTrial(Seconds(1000)));
        Assert.False(_policy.Failed(Home, Seconds(111)));
    }

    [Fact]
    public void Missed_InBetween_TheHandBackBeginsAnew()
    {
        TakeOver();
        _policy.Passed(Home, Seconds(50));
        _policy.Missed(Home, Seconds(70));

        Assert.False(_policy.Passed(Home, Seconds(120)));
        Assert.Equal(Second, _policy.InCharge);
    }

    [Fact]
    public void Missed_AgainAndAgain_PausesGrowToFiveMinutes()
    {
        TakeOver();
        var now = Seconds(50);
        foreach (var pause in new[] { 40, 80, 160, 300, 300 })
        {
            _policy.Missed(Home, now);

            Assert.Null(_policy.DueForTrial(now + Seconds(pause - 1)));
            now += Seconds(pause);
            Assert.Equal(Home, _policy.DueForTrial(now));
        }
    }

    [Fact]
    public void ThirdInCharge_TheSecondMayComeBackBeforeTheFirst()
    {
        TakeOver();
        _policy.Failed(Second, Seconds(31));
        _policy.Missed(Home, Seconds(51));

        Assert.Equal(Second, _policy.DueForTrial(Seconds(52)));
        _policy.Passed(Second, Seconds(52));
        Assert.True(_policy.Passed(Second, Seconds(112)));

        Assert.Equal(Second, _policy.InCharge);
    }

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);

    private void TakeOver()
    {
        _policy.Failed(Home, Seconds(0));
        Assert.True(_policy.Failed(Home, Seconds(30)));
    }
}
