using Microsoft.EntityFrameworkCore;

namespace PdcBus.Sample;

/// <summary>RPMs, and which compose has which of them.</summary>
internal sealed class RpmStore(PdcDbContext database, Choices choices)
{
    /// <summary>Adds what is not there yet.</summary>
    /// <returns>How many entries the manifest has for the variants and architectures of the compose.</returns>
    public async Task<int> AddAsync(StoredCompose compose, RpmManifest manifest, CancellationToken cancellationToken)
    {
        var entries = compose.Places
            .SelectMany(place => manifest.Rpms[place.Key].Select(rpm => (Place: place.Row, Rpm: rpm)))
            .ToList();
        foreach (var category in entries.Select(entry => entry.Rpm.Category).Distinct())
        {
            await choices.RequireAsync(ChoiceKind.ContentCategory, category, cancellationToken);
        }

        var ids = await AddRpmsAsync([.. entries.Select(entry => entry.Rpm)], cancellationToken);
        var linked = await database.ComposeRpms
            .Where(link => EF.Parameter(compose.PlaceIds).Contains(link.VariantArchId))
            .Select(link => new { link.VariantArchId, link.RpmId })
            .ToHashSetAsync(cancellationToken);
        database.ComposeRpms.AddRange(entries
            .Select(entry => new ComposeRpmRow
            {
                VariantArchId = entry.Place.Id,
                RpmId = ids[entry.Rpm.Nevra.ToString()],
                Folder = ManifestFile.FolderOf(entry.Rpm.Path),
                Sigkey = entry.Rpm.Sigkey,
                Category = entry.Rpm.Category,
            })
            .Where(link => linked.Add(new { link.VariantArchId, link.RpmId })));
        await database.SaveChangesAsync(cancellationToken);
        return entries.Count;
    }

    private async Task<Dictionary<string, long>> AddRpmsAsync(
        IReadOnlyList<ManifestRpm> rpms, CancellationToken cancellationToken)
    {
        var wanted = rpms.Select(rpm => rpm.Nevra.ToString()).Distinct().ToArray();
        var ids = await database.Rpms
            .Where(row => EF.Parameter(wanted).Contains(row.Nevra))
            .ToDictionaryAsync(row => row.Nevra, row => row.Id, cancellationToken);
        var added = rpms
            .DistinctBy(rpm => rpm.Nevra)
            .Where(rpm => !ids.ContainsKey(rpm.Nevra.ToString()))
            .Select(ToRow)
            .ToList();
        database.Rpms.AddRange(added);
        await database.SaveChangesAsync(cancellationToken);
        foreach (var row in added) ids.Add(row.Nevra, row.Id);
        return ids;
    }

    private static RpmRow ToRow(ManifestRpm rpm) => new()
    {
        Nevra = rpm.Nevra.ToString(),
        Name = rpm.Nevra.Name,
        Epoch = rpm.Nevra.Epoch,
        Version = rpm.Nevra.Version,
        Release = rpm.Nevra.Release,
        Arch = rpm.Nevra.Arch,
        SourceName = rpm.Source.Name,
        SourceNevra = rpm.Nevra == rpm.Source ? null : rpm.Source.ToString(),
        FileName = ManifestFile.NameOf(rpm.Path),
    };
}
