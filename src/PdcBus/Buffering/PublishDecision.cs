using System.Globalization;

namespace PdcBus;

/// <summary>Publish, or discard with a reason.</summary>
/// <param name="Reason">Why events are discarded; <see cref="DiscardReason.None"/> if they are published.</param>
/// <param name="Detail">The reason in words, for the log and the ledger.</param>
public readonly record struct PublishDecision(DiscardReason Reason, string Detail)
{
    /// <summary>Whether the events are published.</summary>
    public bool Publish => Reason == DiscardReason.None;

    /// <summary>
    /// Decides. A pure function: publish if and only if nothing was thrown, the status is below 400 and the
    /// application did not discard. Redirects publish; the HTTP method does not matter.
    /// </summary>
    /// <param name="outcome">How the action ended.</param>
    /// <param name="discarded">The application's own reason to discard; null if it gave none.</param>
    public static PublishDecision For(ActionOutcome outcome, string? discarded) => outcome switch
    {
        { Exception: OperationCanceledException } => new(DiscardReason.Cancelled, "the action was cancelled"),
        { Exception: { } thrown } => new(DiscardReason.Exception, $"the action threw {thrown.GetType().Name}"),
        _ when discarded is not null => new(DiscardReason.Application, discarded),
        { Status: >= 400 } => new(
            DiscardReason.Status, string.Create(CultureInfo.InvariantCulture, $"the status is {outcome.Status}")),
        _ => new(DiscardReason.None, "the request succeeded"),
    };
}
