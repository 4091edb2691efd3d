namespace PdcBus;

/// <summary>The saved changeset of a request: two of the common fields of its messages.</summary>
/// <param name="Id">The changeset's number: <c>changeset_id</c>.</param>
/// <param name="CommittedOn">When it was saved: <c>committed_on</c>, written in UTC with microseconds.</param>
public sealed record PdcChangeset(long Id, DateTimeOffset CommittedOn);
