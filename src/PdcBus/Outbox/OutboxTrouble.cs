namespace PdcBus;

/// <summary>What is wrong with an outbox itself.</summary>
/// <param name="Description">What happened, where, and the cure. Never a payload or a password.</param>
/// <param name="RefusesAppends">
/// Whether appends fail. New writing requests are then answered with 503 before they run, and the health is
/// Unhealthy; otherwise it is Degraded.
/// </param>
public sealed record OutboxTrouble(string Description, bool RefusesAppends);
