namespace PdcBus;

public sealed class LaneReportTests
{
    [Theory]
    [InlineData(true, PdcOutcome.Confirmed, null)]
    [InlineData(false, PdcOutcome.Sent, "best effort: this bus confirms nothing")]
    public void Done_OnABusThatConfirmsOrNot_SaysNoMoreThanIsKnown(bool confirms, PdcOutcome outcome, string? detail)
    {
        var ledger = new PdcLedger();
        var report = new LaneReport("bus", confirms, TimeProvider.System, ledger, new CollectedLogs().For<Lane>());

        report.Done(Make.Message("m1"), unroutable: null);

        Assert.Equal((outcome, detail), ledger.Outcomes.Select(o => (o.Outcome, o.Detail)).Single());
    }
}
