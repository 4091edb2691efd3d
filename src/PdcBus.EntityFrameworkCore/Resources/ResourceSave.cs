using Microsoft.EntityFrameworkCore;

namespace PdcBus;

/// <summary>A save that is under way, and what it may change of which resources.</summary>
internal sealed class ResourceSave(DbContext context, IReadOnlyList<TouchedResource> resources)
{
    /// <summary>Whether what it has changed has been announced, before its commit.</summary>
    public bool IsAnnounced { get; set; }

    public async Task ReadBeforeAsync(bool blocking, CancellationToken cancellationToken)
    {
        foreach (var resource in resources)
        {
            await resource.ReadBeforeAsync(context, blocking, cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task<IReadOnlyList<(PdcResourceChange Change, object? Event)>> ReadAfterAsync(
        bool blocking, CancellationToken cancellationToken)
    {
        var changes = new List<(PdcResourceChange, object?)>();
        foreach (var resource in resources)
        {
            changes.AddRange(await resource.ReadAfterAsync(context, blocking, cancellationToken).ConfigureAwait(false));
        }

        return changes;
    }
}
