using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace PdcBus.Sample;

/// <summary>
/// Composes, which come into being by imports: shown, changed and marked as deleted. The attribute is all that
/// publishing takes; what is announced here is no plain change of a resource, so the actions say it themselves.
/// </summary>
[ApiController]
[Route("rest_api/v1/composes")]
[PublishPdcEvents]
public sealed class ComposesController(
    PdcDbContext database, Choices choices, Changes changes, IPdcEventBuffer events) : ControllerBase
{
    [HttpGet]
    public async Task<Page<ComposeRepresentation>> List(CancellationToken cancellationToken)
    {
        var composes = database.Composes.WithParts().AsNoTracking()
            .Where(compose => !compose.Deleted)
            .OrderBy(compose => compose.Id);
        var page = await composes.ToPageAsync(Request, cancellationToken);
        var sigkeys = await database.ReadSigkeysAsync(page.Results, cancellationToken);
        return page.Select(compose => compose.Represent(sigkeys[compose.Id], Request));
    }

    [HttpGet("{composeId}")]
    public async Task<ComposeRepresentation> Get(string composeId, CancellationToken cancellationToken)
    {
        var (compose, sigkeys) = await FindAsync(composeId, cancellationToken);
        return compose.Represent(sigkeys, Request);
    }

    [HttpPatch("{composeId}")]
    public Task<ComposeRepresentation> Patch(
        string composeId, JsonElement patch, CancellationToken cancellationToken) =>
        ChangeAsync(composeId, patch, cancellationToken);

    [HttpPatch]
    public async Task<Dictionary<string, ComposeRepresentation>> PatchMany(
        JsonElement patches, CancellationToken cancellationToken)
    {
        var answer = new Dictionary<string, ComposeRepresentation>();
        foreach (var (composeId, patch) in Bulk.Map(patches))
        {
            answer.Add(
                composeId, await Bulk.ItemAsync(composeId, () => ChangeAsync(composeId, patch, cancellationToken)));
        }

        return answer;
    }

    [HttpDelete("{composeId}")]
    public async Task<NoContentResult> Delete(string composeId, CancellationToken cancellationToken)
    {
        await MarkAsDeletedAsync(composeId, cancellationToken);
        return NoContent();
    }

    [HttpDelete]
    public async Task<NoContentResult> DeleteMany(JsonElement composeIds, CancellationToken cancellationToken)
    {
        foreach (var composeId in Bulk.Keys(composeIds))
        {
            await Bulk.ItemAsync(composeId, () => MarkAsDeletedAsync(composeId, cancellationToken));
        }

        return NoContent();
    }

    /// <summary>Announced whether or not it changes anything: who has tested something anew says so.</summary>
    private async Task<ComposeRepresentation> ChangeAsync(
        string composeId, JsonElement patch, CancellationToken cancellationToken)
    {
        var (compose, sigkeys) = await FindAsync(composeId, cancellationToken);
        var before = compose.Represent(sigkeys, Request);
        await ComposePatch.Read(patch).ApplyAsync(compose, database, choices, cancellationToken);
        var after = compose.Represent(sigkeys, Request);
        await SaveAsync(compose, before, after, cancellationToken);
        events.Add(new ComposeUpdated(composeId, before, after));
        return after;
    }

    /// <summary>Announced once.</summary>
    private async Task MarkAsDeletedAsync(string composeId, CancellationToken cancellationToken)
    {
        var (compose, sigkeys) = await FindAsync(composeId, cancellationToken);
        if (compose.Deleted) return;
        var before = compose.Represent(sigkeys, Request);
        compose.Deleted = true;
        await SaveAsync(compose, before, before with { Deleted = true }, cancellationToken);
        events.Add(new ComposeDeleted(composeId));
    }

    private async Task SaveAsync(
        ComposeRow compose,
        ComposeRepresentation before,
        ComposeRepresentation after,
        CancellationToken cancellationToken)
    {
        if (!database.ChangeTracker.HasChanges()) return;
        await database.SaveChangesAsync(cancellationToken);
        changes.Add("compose", compose.Id, before, after);
    }

    /// <summary>Also one that is marked as deleted.</summary>
    private async Task<(ComposeRow Compose, IReadOnlyList<string?> Sigkeys)> FindAsync(
        string composeId, CancellationToken cancellationToken)
    {
        var compose = await database.Composes.WithParts()
            .SingleOrDefaultAsync(compose => compose.ComposeId == composeId, cancellationToken)
            ?? throw new NotFoundException($"There is no '{composeId}' among the composes.");
        var sigkeys = await database.ReadSigkeysAsync([compose], cancellationToken);
        return (compose, [.. sigkeys[compose.Id]]);
    }
}
