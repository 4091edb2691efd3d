namespace PdcBus.Sample;

/// <summary>Saves the request's changes as one changeset, whose number and time its messages carry.</summary>
internal sealed class ChangesetProvider(
    PdcDbContext database, Changes changes, IPdcResourceEvents resources, TimeProvider time)
    : IPdcChangesetProvider
{
    public async Task<PdcChangeset?> SaveAsync(PdcOrigin origin, CancellationToken cancellationToken)
    {
        foreach (var change in resources.Changes) changes.Add(change);
        if (changes.Rows is []) return null;

        var now = time.GetUtcNow();
        var changeset = new ChangesetRow
        {
            Author = origin.Author,
            Comment = origin.Comment,
            // Messages say the time in microseconds: what is stored must not differ from what is said.
            CommittedOn = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond)),
            Changes = [.. changes.Rows],
        };
        database.Changesets.Add(changeset);
        await database.SaveChangesAsync(cancellationToken);
        return new PdcChangeset(changeset.Id, changeset.CommittedOn);
    }
}
