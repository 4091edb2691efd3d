namespace PdcBus;

/// <summary>What a process holds after a renewal.</summary>
/// <param name="Held">The lanes that it may send.</param>
/// <param name="Surplus">Those of them that exceed its fair share, to be ended and handed back.</param>
public sealed record LeaseGrant(IReadOnlyCollection<string> Held, IReadOnlyCollection<string> Surplus);
