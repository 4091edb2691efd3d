using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace PdcBus.Sample;

/// <summary>Composes, to be read. They come into being by imports.</summary>
internal static class ComposeEndpoints
{
    public static void MapComposes(this IEndpointRouteBuilder app)
    {
        var composes = app.MapGroup("/rest_api/v1/composes");
        composes.MapGet("/", ListAsync);
        composes.MapGet("/{composeId}/", GetAsync);
    }

    private static async Task<Page<ComposeRepresentation>> ListAsync(
        HttpRequest request, PdcDbContext database, CancellationToken cancellationToken)
    {
        var composes = Composes(database).Where(compose => !compose.Deleted).OrderBy(compose => compose.Id);
        var page = await composes.ToPageAsync(request, cancellationToken);
        var sigkeys = await ReadSigkeysAsync(database, page.Results, cancellationToken);
        return page.Select(compose => Represent(compose, sigkeys[compose.Id], request));
    }

    private static async Task<Results<Ok<ComposeRepresentation>, NotFound>> GetAsync(
        string composeId, HttpRequest request, PdcDbContext database, CancellationToken cancellationToken)
    {
        var compose = await Composes(database)
            .SingleOrDefaultAsync(compose => compose.ComposeId == composeId, cancellationToken);
        if (compose is null) return TypedResults.NotFound();

        var sigkeys = await ReadSigkeysAsync(database, [compose], cancellationToken);
        return TypedResults.Ok(Represent(compose, sigkeys[compose.Id], request));
    }

    private static IQueryable<ComposeRow> Composes(PdcDbContext database) => database.Composes
        .AsNoTracking()
        .AsSplitQuery()
        .Include(compose => compose.Release)
        .Include(compose => compose.LinkedReleases)
        .Include(compose => compose.Variants)
        .ThenInclude(variant => variant.Arches);

    private static async Task<ILookup<long, string?>> ReadSigkeysAsync(
        PdcDbContext database, IReadOnlyList<ComposeRow> composes, CancellationToken cancellationToken)
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

    private static ComposeRepresentation Represent(
        ComposeRow compose, IEnumerable<string?> sigkeys, HttpRequest request) => new(
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
