namespace PdcBus;

/// <summary>How a lane is doing: a snapshot for the health check.</summary>
/// <param name="Messenger">The messenger's name.</param>
/// <param name="Unreachable">Why the bus is unreachable; null if it is not known to be.</param>
/// <param name="Since">Since when.</param>
/// <param name="StoreError">Why the outbox cannot be read or settled; null if it can.</param>
/// <param name="Running">Whether the loop runs.</param>
internal sealed record LaneStatus(
    string Messenger, string? Unreachable, DateTimeOffset Since, string? StoreError, bool Running);
