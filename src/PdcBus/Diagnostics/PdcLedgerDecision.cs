namespace PdcBus;

/// <summary>One decision about a batch of events.</summary>
/// <param name="At">When.</param>
/// <param name="Source">Which request or job, for example <c>POST /labels/</c>.</param>
/// <param name="TraceId">The W3C trace id of the request; null if it was not traced.</param>
/// <param name="Decision">What was decided, and why.</param>
/// <param name="Events">The events it was decided about, in order.</param>
public sealed record PdcLedgerDecision(
    DateTimeOffset At,
    string Source,
    string? TraceId,
    PublishDecision Decision,
    IReadOnlyList<PdcLedgerEvent> Events)
{
    /// <summary>What happened later and changed nothing, for example a rendering error; null if nothing did.</summary>
    public string? Note { get; init; }
}

/// <summary>An event as the ledger knows it: never its payload.</summary>
/// <param name="Id">The message id.</param>
/// <param name="Topic">The topic.</param>
public readonly record struct PdcLedgerEvent(Guid Id, string Topic);
