namespace PdcBus;

/// <summary>
/// The recent decisions and outcomes: answers "why was there no message?". A bounded ring in memory; the oldest
/// entry makes room for the newest.
/// </summary>
public interface IPdcLedger
{
    /// <summary>The recent decisions, newest first: a copy.</summary>
    IReadOnlyList<PdcLedgerDecision> Decisions { get; }

    /// <summary>What became of recent messages, newest first: a copy.</summary>
    IReadOnlyList<PdcLedgerOutcome> Outcomes { get; }
}
