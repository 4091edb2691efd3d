namespace PdcBus;

/// <summary>What an outbox holds, from figures kept in memory.</summary>
/// <param name="Waiting">Messages that wait to be sent.</param>
/// <param name="WaitingBytes">Bytes of their bodies.</param>
/// <param name="Parked">Messages that wait for a person.</param>
/// <param name="OldestWaiting">When the oldest waiting message was made; null if none waits.</param>
public readonly record struct OutboxFigures(long Waiting, long WaitingBytes, long Parked, DateTimeOffset? OldestWaiting);
