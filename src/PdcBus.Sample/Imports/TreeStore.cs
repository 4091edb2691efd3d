using Microsoft.EntityFrameworkCore;

namespace PdcBus.Sample;

/// <summary>Where the trees of a compose can be fetched: one URL for each location.</summary>
internal sealed class TreeStore(PdcDbContext database, Choices choices)
{
    /// <summary>Sets the location of every variant and architecture of the compose.</summary>
    public async Task<int> SetAsync(
        StoredCompose compose, string location, string scheme, string url, CancellationToken cancellationToken)
    {
        await choices.RequireAsync(ChoiceKind.Location, location, cancellationToken);
        await choices.RequireAsync(ChoiceKind.Scheme, scheme, cancellationToken);

        var known = await database.ComposeTrees
            .Where(tree => EF.Parameter(compose.PlaceIds).Contains(tree.VariantArchId) && tree.Location == location)
            .ToDictionaryAsync(tree => tree.VariantArchId, cancellationToken);
        foreach (var id in compose.PlaceIds)
        {
            if (!known.TryGetValue(id, out var tree))
            {
                tree = new ComposeTreeRow { VariantArchId = id, Location = location, Scheme = scheme, Url = url };
                database.ComposeTrees.Add(tree);
            }

            (tree.Scheme, tree.Url) = (scheme, url);
        }

        await database.SaveChangesAsync(cancellationToken);
        return compose.Places.Count;
    }
}
