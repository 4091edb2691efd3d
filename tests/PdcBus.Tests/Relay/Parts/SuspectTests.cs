namespace PdcBus;

public sealed class SuspectTests
{
    private readonly Suspect _suspect = new();

    [Fact]
    public void WantsWitness_LostThreeTimesAlone_IsTrue()
    {
        var wants = new List<bool>();
        for (var i = 0; i < 4; i++)
        {
            _suspect.Lost(Make.Entry(1));
            wants.Add(_suspect.WantsWitness);
        }

        Assert.Equal([false, false, true, true], wants);
        Assert.Equal(1, _suspect.Entry!.Position);
    }

    [Fact]
    public void Lost_AnotherOne_IsCountedAnew()
    {
        _suspect.Lost(Make.Entry(1));
        _suspect.Lost(Make.Entry(1));
        _suspect.Lost(Make.Entry(2));
        _suspect.Lost(Make.Entry(2));

        Assert.False(_suspect.WantsWitness);
        Assert.Equal(2, _suspect.Entry!.Position);
    }

    [Fact]
    public void Answered_Witness_ProvesTheSuspectGuilty()
    {
        for (var i = 0; i < 3; i++) _suspect.Lost(Make.Entry(1));
        _suspect.Witness = Make.Entry(2);

        Assert.Equal(1, _suspect.Answered(Make.Entry(2), wasAway: false)?.Position);

        Assert.Null(_suspect.Entry);
    }

    [Fact]
    public void Answered_WitnessOfABusThatWasAway_PardonsTheSuspectOnce()
    {
        for (var i = 0; i < 3; i++) _suspect.Lost(Make.Entry(1));
        _suspect.Witness = Make.Entry(2);

        Assert.Null(_suspect.Answered(Make.Entry(2), wasAway: true));
        Assert.False(_suspect.WantsWitness);
        _suspect.Lost(Make.Entry(1));
        Assert.True(_suspect.WantsWitness);
        _suspect.Witness = Make.Entry(3);

        Assert.Equal(1, _suspect.Answered(Make.Entry(3), wasAway: true)?.Position);
    }

    [Fact]
    public void Answered_SuspectItself_IsInnocent()
    {
        for (var i = 0; i < 3; i++) _suspect.Lost(Make.Entry(1));

        Assert.Null(_suspect.Answered(Make.Entry(1), wasAway: false));

        Assert.Null(_suspect.Entry);
    }

    [Fact]
    public void Answered_SomebodyElse_ProvesNothing()
    {
        for (var i = 0; i < 3; i++) _suspect.Lost(Make.Entry(1));

        Assert.Null(_suspect.Answered(Make.Entry(3), wasAway: false));

        Assert.True(_suspect.WantsWitness);
    }

    [Fact]
    public void Clear_ForgetsAll()
    {
        for (var i = 0; i < 3; i++) _suspect.Lost(Make.Entry(1));
        _suspect.Witness = Make.Entry(2);

        _suspect.Clear();

        Assert.Null(_suspect.Entry);
        Assert.Null(_suspect.Witness);
        Assert.False(_suspect.WantsWitness);
        _suspect.Lost(Make.Entry(1));
        Assert.False(_suspect.WantsWitness);
    }
}
