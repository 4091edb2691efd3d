namespace PdcBus;

/// <summary>What a reading of a lane has found.</summary>
/// <param name="Entries">The entries, in append order.</param>
/// <param name="Unreadable">The positions of rows that cannot be understood.</param>
internal sealed record EntryPage(List<OutboxEntry> Entries, List<long> Unreadable);
