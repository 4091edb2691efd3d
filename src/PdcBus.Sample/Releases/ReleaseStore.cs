using Microsoft.EntityFrameworkCore;

namespace PdcBus.Sample;

/// <summary>Finds releases, and creates those that an import speaks of and nobody has heard of yet.</summary>
internal sealed class ReleaseStore(PdcDbContext database, Choices choices, Changes changes)
{
    public Task<ReleaseRow> GetOrAddAsync(
        string releaseId, ManifestRelease release, CancellationToken cancellationToken) =>
        GetOrAddAsync(releaseId, release, release.Type, integratedWith: null, baseProduct: null, cancellationToken);

    /// <summary>The release of a layered product, which a variant of another release carries.</summary>
    public Task<ReleaseRow> GetOrAddIntegratedAsync(
        ManifestRelease layered, ReleaseRow host, CancellationToken cancellationToken)
    {
        var major = host.Version.Split('.')[0];
        var baseProduct = ReleaseIds.Of(host.Short, major, host.ReleaseType);
        var releaseId = ReleaseIds.Of(layered.Short, layered.Version, host.ReleaseType, baseProduct);
        return GetOrAddAsync(releaseId, layered, host.ReleaseType, host, baseProduct, cancellationToken);
    }

    private async Task<ReleaseRow> GetOrAddAsync(
        string releaseId,
        ManifestRelease release,
        string type,
        ReleaseRow? integratedWith,
        string? baseProduct,
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
            BaseProduct = baseProduct,
        };
        database.Releases.Add(added);
        await database.SaveChangesAsync(cancellationToken);
        changes.Add("release", added.Id, oldValue: null, Describe(added));
        return added;
    }

    private static object Describe(ReleaseRow release) => new
    {
        release.ReleaseId,
        release.Name,
        release.Short,
        release.Version,
        release.ReleaseType,
        release.BaseProduct,
        IntegratedWith = release.IntegratedWith?.ReleaseId,
    };
}
