namespace PdcBus;

/// <summary>The messages that wait for a person: to look at, to try again, to give up.</summary>
public interface IPdcParkedMessages
{
    /// <summary>Lists parked messages, the oldest first.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="max">At most so many; the next page starts <see cref="ParkedFilter.After"/> the last number.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    Task<IReadOnlyList<ParkedMessage>> QueryAsync(
        ParkedFilter filter, int max = 100, CancellationToken cancellationToken = default);

    /// <summary>
    /// Sends parked messages again: each goes to the end of its lane under its own id, with the header
    /// <c>pdc-replay</c> that counts the retries. At most 500 a second, so that a bus is not flooded.
    /// </summary>
    /// <param name="filter">Which.</param>
    /// <param name="cancellationToken">Ends it; what has been moved stays moved.</param>
    /// <returns>How many.</returns>
    Task<int> RetryAsync(ParkedFilter filter, CancellationToken cancellationToken = default);

    /// <summary>Gives parked messages up. They are gone; the log and the ledger keep their ids and the reason.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Ends it; what has been discarded stays discarded.</param>
    /// <returns>How many.</returns>
    Task<int> DiscardAsync(ParkedFilter filter, string reason, CancellationToken cancellationToken = default);
}
