namespace PdcBus;

/// <summary>What transactions are about at a moment.</summary>
/// <param name="LastNumber">The number that was drawn last for a row.</param>
/// <param name="OldestTransaction">All writing transactions below this one have ended.</param>
/// <param name="NextTransaction">No writing transaction has this number or a higher one yet.</param>
internal sealed record CommitSample(long LastNumber, long OldestTransaction, long NextTransaction);
