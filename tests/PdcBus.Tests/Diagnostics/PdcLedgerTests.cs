namespace PdcBus;

public sealed class PdcLedgerTests
{
    [Fact]
    public void Add_MoreThanItHolds_ForgetsTheOldest()
    {
        var ledger = new PdcLedger();
        for (var i = 0; i < 1500; i++) ledger.Add(Decision(i));

        Assert.Equal(1000, ledger.Decisions.Count);
        Assert.Equal(("s1499", "s500"), (ledger.Decisions[0].Source, ledger.Decisions[^1].Source));
    }

    [Fact]
    public void Note_EntryStillThere_IsReplaced()
    {
        var ledger = new PdcLedger();
        var entry = Decision(0);
        ledger.Add(entry);
        ledger.Add(Decision(1));

        ledger.Note(entry, "the status is 406");

        Assert.Equal([null, "the status is 406"], ledger.Decisions.Select(d => d.Note));
    }

    [Fact]
    public void Note_EntryGone_ChangesNothing()
    {
        var ledger = new PdcLedger();
        ledger.Add(Decision(0));

        ledger.Note(Decision(0), "late");

        Assert.Null(Assert.Single(ledger.Decisions).Note);
    }

    [Fact]
    public void AddOutcome_MoreThanItHolds_ForgetsTheOldest()
    {
        var ledger = new PdcLedger();
        for (var i = 0; i < 1001; i++)
        {
            ledger.Add(new PdcLedgerOutcome(Make.Noon, Guid.Empty, $"t{i}", "bus", PdcOutcome.Confirmed, null));
        }

        Assert.Equal(1000, ledger.Outcomes.Count);
        Assert.Equal(("t1000", "t1"), (ledger.Outcomes[0].Topic, ledger.Outcomes[^1].Topic));
        Assert.Empty(ledger.Decisions);
    }

    [Fact]
    public void Decisions_IsACopy()
    {
        var ledger = new PdcLedger();
        ledger.Add(Decision(0));
        var copy = ledger.Decisions;

        ledger.Add(Decision(1));

        Assert.Single(copy);
    }

    private static PdcLedgerDecision Decision(int number) =>
        new(Make.Noon, $"s{number}", null, new PublishDecision(DiscardReason.None, ""), []);
}
