using System.Linq.Expressions;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace PdcBus.Sample;

/// <summary>The rows of a resource, read and written for one request.</summary>
internal sealed class ResourceStore<TRow, TContract>(Resource<TRow, TContract> resource, ResourceScope scope)
    where TRow : class, IRow
    where TContract : class, IPdcResource
{
    private readonly Expression<Func<TRow, PdcRepresentation<TContract>>> _represent = resource.Represent(scope);

    /// <summary>All of them, in the order in which they came.</summary>
    public IQueryable<PdcRepresentation<TContract>> Representations => Rows.OrderBy(row => row.Id).Select(_represent);

    private IQueryable<TRow> Rows => scope.Database.Set<TRow>().AsNoTracking();

    public async Task<PdcRepresentation<TContract>> GetAsync(string key, CancellationToken cancellationToken) =>
        await Rows.Where(Matches(key)).Select(_represent).SingleOrDefaultAsync(cancellationToken) ?? throw Missing(key);

    /// <returns>How it is seen, and whether it is new: see <see cref="Resource{TRow, TContract}.Repeats"/>.</returns>
    public async Task<(PdcRepresentation<TContract> Seen, bool IsNew)> AddAsync(
        JsonElement json, CancellationToken cancellationToken)
    {
        var row = Activator.CreateInstance<TRow>();
        await resource.FillAsync(row, json, isWhole: true, scope, cancellationToken);
        if (resource.Repeats is { } repeats &&
            await Rows.Where(repeats(row)).Select(_represent).SingleOrDefaultAsync(cancellationToken) is { } known)
        {
            return (known, false);
        }

        scope.Database.Add(row);
        return (await SaveAsync(row, cancellationToken), true);
    }

    public async Task<PdcRepresentation<TContract>> ChangeAsync(
        string key, JsonElement json, bool isWhole, CancellationToken cancellationToken)
    {
        var row = await FindAsync(key, cancellationToken);
        await resource.FillAsync(row, json, isWhole, scope, cancellationToken);
        return await SaveAsync(row, cancellationToken);
    }

    public async Task RemoveAsync(string key, CancellationToken cancellationToken)
    {
        scope.Database.Remove(await FindAsync(key, cancellationToken));
        await scope.Database.SaveChangesAsync(cancellationToken);
    }

    private async Task<TRow> FindAsync(string key, CancellationToken cancellationToken)
    {
        var rows = resource.Fields.Aggregate(
            scope.Database.Set<TRow>().AsQueryable(), (rows, field) => field.Include(rows));
        return await rows.SingleOrDefaultAsync(Matches(key), cancellationToken) ?? throw Missing(key);
    }

    private async Task<PdcRepresentation<TContract>> SaveAsync(TRow row, CancellationToken cancellationToken)
    {
        await scope.Database.SaveChangesAsync(cancellationToken);
        return await Rows.Where(stored => stored.Id == row.Id).Select(_represent).SingleAsync(cancellationToken);
    }

    private Expression<Func<TRow, bool>> Matches(string key) => resource.Key.Matches(key) ?? throw Missing(key);

    private NotFoundException Missing(string key) => new($"There is no '{key}' among the {resource.Name}.");
}
