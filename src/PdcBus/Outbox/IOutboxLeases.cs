namespace PdcBus;

/// <summary>
/// Which lanes this process may send, where several share an outbox. A singleton. An outbox that belongs to one
/// process needs none: it owns every lane.
/// </summary>
public interface IOutboxLeases
{
    /// <summary>
    /// How long a lease lasts after <see cref="RenewAsync"/> was called; <see cref="Timeout.InfiniteTimeSpan"/> for
    /// ever. The relay renews three times in that time and starts no send in its last fifth.
    /// </summary>
    TimeSpan Duration { get; }

    /// <summary>
    /// Says that this process is alive, renews the leases it holds, and takes free lanes up to its fair share. Times
    /// are compared on the outbox's own clock.
    /// </summary>
    /// <param name="lanes">Every lane of this process's messengers.</param>
    /// <param name="cancellationToken">Cancels the attempt.</param>
    Task<LeaseGrant> RenewAsync(IReadOnlyCollection<string> lanes, CancellationToken cancellationToken);

    /// <summary>Hands lanes back: their sends have ended, and another process may go on at once.</summary>
    Task ReleaseAsync(IReadOnlyCollection<string> lanes, CancellationToken cancellationToken);
}
