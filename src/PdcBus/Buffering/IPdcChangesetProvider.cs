namespace PdcBus;

/// <summary>
/// Saves what the request changed as one changeset. An application that keeps changesets registers one, scoped;
/// without it messages carry no <c>changeset_id</c> and no <c>committed_on</c>.
/// </summary>
public interface IPdcChangesetProvider
{
    /// <summary>
    /// Asked once for each request that publishes or commits: after the decision, inside the unit of work, before
    /// the messages are written.
    /// </summary>
    /// <returns>The changeset, saved, so that its number and time exist; null if nothing changed.</returns>
    Task<PdcChangeset?> SaveAsync(PdcOrigin origin, CancellationToken cancellationToken);
}
