using Microsoft.EntityFrameworkCore;

namespace PdcBus.Sample;

/// <summary>Composes as clients and subscribers see them.</summary>
internal static class ComposeViews
{
    /// <summary>With everything that is shown of a compose but the keys of its RPMs.</summary>
    public static IQueryable<ComposeRow> WithParts(this IQueryable<ComposeRow> composes) => composes
        .AsSplitQuery()
        .Include(compose => compose.Release)
        .Include(compose => compose.LinkedReleases)
        .Include(compose => compose.Variants)
        .ThenInclude(variant => variant.Arches);

    /// <summary>The keys that signed the RPMs of each compose; null among them if some are not signed.</summary>
    public static async Task<ILookup<long, string?>> ReadSigkeysAsync(
        this PdcDbContext database, IReadOnlyList<ComposeRow> composes, CancellationToken cancellationToken)
    {
        var ids = composes.Select(compose => compose.Id).ToArray();
        var sigkeys = await database.Composes
            .Where(compose => EF.Parameter(ids).Contains(compose.Id))
            .SelectMany(compose => compose.Variants)
            .SelectMany(variant => variant.Arches, (variant, arch) => new { variant.ComposeId, arch.Rpms })
            .SelectMany(arch => arch.Rpms, (arch, rpm) => new { arch.ComposeId, rpm.Sigkey })
            .Distinct()
            .ToListAsync(cancellationToken);
        return sigkeys.ToLookup(sigkey => sigkey.ComposeId, sigkey => sigkey.Sigkey);
    }

    /// <summary>What it is now: later changes of the row do not show.</summary>
    public static ComposeRepresentation Represent(
        this ComposeRow compose, IEnumerable<string?> sigkeys, HttpRequest request) => new(
        compose.ComposeId,
        compose.Date,
        compose.Type,
        compose.Respin,
        compose.Release.ReleaseId,
        compose.Label,
        compose.Deleted,
        $"{ApiUrl.Of(request, "composes", compose.ComposeId)}rpm-mapping/{{{{package}}}}/",
        [.. sigkeys.Order(StringComparer.Ordinal)],
        compose.AcceptanceTesting,
        [.. compose.LinkedReleases.Select(release => release.ReleaseId).Order(StringComparer.Ordinal)],
        compose.Variants
            .OrderBy(variant => variant.Uid, StringComparer.Ordinal)
            .ToDictionary(variant => variant.Uid, RepresentTests));

    private static IReadOnlyDictionary<string, string> RepresentTests(VariantRow variant) => variant.Arches
        .OrderBy(arch => arch.Arch, StringComparer.Ordinal)
        .ToDictionary(arch => arch.Arch, arch => arch.RttTestingStatus);
}
