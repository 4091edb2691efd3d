using Microsoft.EntityFrameworkCore;

namespace PdcBus.Sample;

/// <summary>Composes, their variants and where their parts lie.</summary>
internal sealed class ComposeStore(
    PdcDbContext database, ReleaseStore releases, Choices choices, Changes changes, TimeProvider time)
{
    /// <summary>Finds the compose, or creates it. Variants, architectures and paths that are new are added.</summary>
    /// <exception cref="ConflictException">It is stored with other properties.</exception>
    public async Task<StoredCompose> GetOrAddAsync(
        string releaseId, ComposeInfo info, CancellationToken cancellationToken)
    {
        await RequireKnownAsync(info, cancellationToken);
        var release = await releases.GetOrAddAsync(releaseId, info.Release, cancellationToken);
        var known = await FindAsync(info.Compose.Id, cancellationToken);
        if (known is not null) RequireSame(known, release, info.Compose);

        var compose = known ?? Add(release, info.Compose);
        await LinkReleasesAsync(compose, info, cancellationToken);
        var places = info.Variants.SelectMany(variant => AddVariant(compose, variant)).ToList();
        await database.SaveChangesAsync(cancellationToken);

        if (known is null) changes.Add("compose", compose.Id, oldValue: null, Describe(compose));
        return new StoredCompose(compose, IsNew: known is null, places);
    }

    private async Task RequireKnownAsync(ComposeInfo info, CancellationToken cancellationToken)
    {
        await choices.RequireAsync(ChoiceKind.ComposeType, info.Compose.Type, cancellationToken);
        foreach (var variant in info.Variants)
        {
            await choices.RequireAsync(ChoiceKind.VariantType, variant.Type, cancellationToken);
            foreach (var arch in variant.Arches)
            {
                await choices.RequireAsync(ChoiceKind.Arch, arch, cancellationToken);
            }
        }
    }

    private Task<ComposeRow?> FindAsync(string composeId, CancellationToken cancellationToken) => database.Composes
        .Include(compose => compose.Release)
        .Include(compose => compose.LinkedReleases)
        .Include(compose => compose.Variants)
        .ThenInclude(variant => variant.Arches)
        .ThenInclude(arch => arch.Paths)
        .AsSplitQuery()
        .SingleOrDefaultAsync(compose => compose.ComposeId == composeId, cancellationToken);

    private static void RequireSame(ComposeRow known, ReleaseRow release, ComposeHeader header)
    {
        var stored = (known.Release.ReleaseId, known.Date, known.Type, known.Respin, known.Label);
        if (stored == (release.ReleaseId, header.Date, header.Type, header.Respin, header.Label)) return;
        throw new ConflictException(
            $"The compose '{known.ComposeId}' is stored already, with another release, date, type, respin or label.");
    }

    private ComposeRow Add(ReleaseRow release, ComposeHeader header)
    {
        var compose = new ComposeRow
        {
            ComposeId = header.Id,
            Date = header.Date,
            Type = header.Type,
            Respin = header.Respin,
            Label = header.Label,
            ImportedOn = time.GetUtcNow(),
            Release = release,
        };
        database.Composes.Add(compose);
        return compose;
    }

    private async Task LinkReleasesAsync(ComposeRow compose, ComposeInfo info, CancellationToken cancellationToken)
    {
        foreach (var layered in info.Variants.Select(variant => variant.Release).OfType<ManifestRelease>())
        {
            var release = await releases.GetOrAddIntegratedAsync(layered, compose.Release, cancellationToken);
            if (!compose.LinkedReleases.Contains(release)) compose.LinkedReleases.Add(release);
        }
    }

    private static IEnumerable<((string, string), VariantArchRow)> AddVariant(
        ComposeRow compose, ManifestVariant variant)
    {
        var row = compose.Variants.Find(known => known.Uid == variant.Uid);
        if (row is null)
        {
            row = new VariantRow
            {
                Uid = variant.Uid, VariantId = variant.Id, Name = variant.Name, Type = variant.Type,
            };
            compose.Variants.Add(row);
        }

        foreach (var arch in variant.Arches)
        {
            var place = row.Arches.Find(known => known.Arch == arch);
            if (place is null) row.Arches.Add(place = new VariantArchRow { Arch = arch });
            AddPaths(place, variant.Paths);
            yield return ((variant.Uid, arch), place);
        }
    }

    private static void AddPaths(VariantArchRow place, IReadOnlyList<ManifestPath> paths)
    {
        foreach (var path in paths.Where(path => path.Arch == place.Arch))
        {
            var known = place.Paths.Find(row => row.Type == path.Type);
            if (known is null) place.Paths.Add(new ComposePathRow { Type = path.Type, Path = path.Path });
            else known.Path = path.Path;
        }
    }

    private static object Describe(ComposeRow compose) => new
    {
        compose.ComposeId,
        ComposeDate = compose.Date,
        ComposeType = compose.Type,
        ComposeRespin = compose.Respin,
        ComposeLabel = compose.Label,
        Release = compose.Release.ReleaseId,
    };
}
