namespace PdcBus;

/// <summary>How an action, or the whole of a request, ended: all that a decision depends on.</summary>
/// <param name="Status">The HTTP status of the result; 200 for work outside a request.</param>
/// <param name="Exception">What the action threw, also if somebody handles it later; null if it returned.</param>
public readonly record struct ActionOutcome(int Status, Exception? Exception = null);
