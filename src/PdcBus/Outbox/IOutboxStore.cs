namespace PdcBus;

/// <summary>
/// The relay's side of an outbox. A singleton. One caller reads and settles a lane at a time; appends go on
/// meanwhile.
/// </summary>
public interface IOutboxStore
{
    /// <summary>What the outbox holds now. Cheap: asked before every writing request.</summary>
    OutboxFigures Figures { get; }

    /// <summary>
    /// What is wrong with the outbox itself, as last seen: a file that cannot be opened, a missing table. Null if
    /// nothing is. Cheap: asked before every writing request and by the health check.
    /// </summary>
    OutboxTrouble? Trouble => null;

    /// <summary>
    /// Reads entries of a lane in append order, those not yet due included.
    /// </summary>
    /// <remarks>
    /// A store whose entries do not become readable in the order of their positions (a database hands out numbers before
    /// the commits) also returns, once, what has come in late at or before <paramref name="after"/> since the last
    /// reading; and never an entry while an earlier one of its key could be read and was not returned.
    /// </remarks>
    /// <param name="lane">The lane.</param>
    /// <param name="after">Only entries behind this position; 0 reads from the start.</param>
    /// <param name="max">At most so many.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    Task<IReadOnlyList<OutboxEntry>> ReadAsync(
        string lane, long after, int max, CancellationToken cancellationToken);

    /// <summary>Removes entries that the bus has confirmed. Positions that are gone already are passed over.</summary>
    Task SettleAsync(string lane, IReadOnlyCollection<long> positions, CancellationToken cancellationToken);

    /// <summary>Keeps a refused entry in its place, not to be sent before a given time.</summary>
    Task DeferAsync(
        string lane, long position, DateTimeOffset notBefore, OutboxFailure failure, CancellationToken cancellationToken);

    /// <summary>Takes an entry out of its lane; it waits for a person.</summary>
    Task ParkAsync(string lane, long position, OutboxFailure failure, CancellationToken cancellationToken);

    /// <summary>Lists parked messages in the order of their numbers.</summary>
    Task<IReadOnlyList<ParkedMessage>> QueryParkedAsync(
        ParkedFilter filter, int max, CancellationToken cancellationToken);

    /// <summary>
    /// Puts parked messages at the end of their lanes, marked as replays (<see cref="PdcMessage.AsReplay"/>), with no
    /// attempts counted. Those that are no longer parked are passed over.
    /// </summary>
    Task RetryParkedAsync(IReadOnlyCollection<ParkedMessage> parked, CancellationToken cancellationToken);

    /// <summary>Removes parked messages. Numbers that are gone already are passed over.</summary>
    Task DiscardParkedAsync(IReadOnlyCollection<long> numbers, CancellationToken cancellationToken);

    /// <summary>Removes the oldest parked messages: those from before a time, and those above a count.</summary>
    /// <param name="before">Parked before this time.</param>
    /// <param name="keep">So many stay at the most.</param>
    /// <param name="max">At most so many are removed at once.</param>
    /// <param name="cancellationToken">Cancels the removal.</param>
    /// <returns>How many were removed.</returns>
    Task<int> PruneParkedAsync(DateTimeOffset before, int keep, int max, CancellationToken cancellationToken);
}
