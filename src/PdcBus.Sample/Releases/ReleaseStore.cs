using Microsoft.EntityFrameworkCore;

namespace PdcBus.Sample;

/// <summary>Finds releases, and creates those that an import speaks of and nobody has heard of yet.</summary>
internal sealed class ReleaseStore(PdcDbContext database, Choices choices, Changes changes)
{
    public Task<ReleaseRow> GetOrAddAsync(
        string releaseId, ManifestRelease release, CancellationToken cancellationToken) =>
        GetOrAddAsync(releaseId, release, release.Type, integratedWith: null, cancellationToken);

    /// <summary>The release of a layered product, which a variant of another release carries.</summary>
    public Task<ReleaseRow> GetOrAddIntegratedAsync(
        ManifestRelease layered, ReleaseRow host, CancellationToken cancellationToken)
    {
        var major = host.Version.Split('.')[0];
        var releaseId = $"{IdOf(layered.Short, layered.Version, host.ReleaseType)}@"
            + IdOf(host.Short, major, host.ReleaseType);
        return GetOrAddAsync(releaseId, layered, host.ReleaseType, host.ReleaseId, cancellationToken);
    }

    private async Task<ReleaseRow> GetOrAddAsync(
        string releaseId,
        ManifestRelease release,
        string type,
        string? integratedWith,
        CancellationToken cancellationToken)
    {
        var known = await database.Releases.SingleOrDefaultAsync(row => row.ReleaseId == releaseId, cancellationToken);
        if (known is not null) return known;

        await choices.RequireAsync(ChoiceKind.ReleaseType, type, cancellationToken);
        var added = new ReleaseRow
        {
            ReleaseId = releaseId,
            Name = release.Name,
            Short = release.Short,
            Version = release.Version,
            ReleaseType = type,
            IntegratedWith = integratedWith,
        };
        database.Releases.Add(added);
        await database.SaveChangesAsync(cancellationToken);
        changes.Add("release", added.Id, oldValue: null, added);
        return added;
    }

    private static string IdOf(string shortName, string version, string type) =>
        type == "ga" ? $"{shortName}-{version}" : $"{shortName}-{version}-{type}";
}
