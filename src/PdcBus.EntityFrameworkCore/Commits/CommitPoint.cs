namespace PdcBus;

/// <summary>A moment in the life of a scope's events: where a transaction or a savepoint began.</summary>
/// <param name="Added">The mark of the events that were added before.</param>
/// <param name="Saved">The mark of those that were saved before.</param>
/// <param name="Changes">The mark of the changes of resources that were saved before.</param>
internal readonly record struct CommitPoint(long Added, long Saved, long Changes);
