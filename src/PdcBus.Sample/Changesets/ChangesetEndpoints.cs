using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace PdcBus.Sample;

/// <summary>What the <c>changeset_id</c> of a message leads to.</summary>
internal static class ChangesetEndpoints
{
    public static IServiceCollection AddChangesets(this IServiceCollection services) => services
        .AddScoped<Changes>()
        .AddScoped<IPdcChangesetProvider, ChangesetProvider>();

    public static void MapChangesets(this IEndpointRouteBuilder app)
    {
        var changesets = app.MapGroup("/rest_api/v1/changesets");
        changesets.MapGet("/", ListAsync);
        changesets.MapGet("/{id:long}/", GetAsync);
    }

    private static async Task<Page<object>> ListAsync(
        HttpRequest request, PdcDbContext database, CancellationToken cancellationToken) =>
        (await Changesets(database).ToPageAsync(request, cancellationToken)).Select(Represent);

    private static async Task<IResult> GetAsync(
        long id, PdcDbContext database, CancellationToken cancellationToken) =>
        await Changesets(database).SingleOrDefaultAsync(row => row.Id == id, cancellationToken) is { } changeset
            ? TypedResults.Ok(Represent(changeset))
            : TypedResults.NotFound();

    private static IQueryable<ChangesetRow> Changesets(PdcDbContext database) =>
        database.Changesets.AsNoTracking().Include(row => row.Changes).OrderByDescending(row => row.Id);

    private static object Represent(ChangesetRow row) => new
    {
        row.Id,
        row.Author,
        row.Comment,
        row.CommittedOn,
        Changes = row.Changes.OrderBy(change => change.Id).Select(change => new
        {
            change.Id,
            change.Resource,
            change.ResourceId,
            OldValue = Parse(change.OldValue),
            NewValue = Parse(change.NewValue),
        }),
    };

    private static JsonElement? Parse(string? json) =>
        json is null ? null : JsonSerializer.Deserialize<JsonElement>(json);
}
