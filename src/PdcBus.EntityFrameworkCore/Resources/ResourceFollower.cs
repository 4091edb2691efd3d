using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.Extensions.DependencyInjection;

namespace PdcBus;

/// <summary>
/// Watches what the saves of a scope's context change of resources, and announces it. There is one only where somebody
/// decides about events; the context is found from here, and this from the context.
/// </summary>
/// <remarks>
/// Methods with <c>blocking</c> give a complete task if it is true: one way for <c>SaveChanges</c> and
/// <c>SaveChangesAsync</c>.
/// </remarks>
internal sealed class ResourceFollower : IPdcPublicationObserver, IDisposable
{
    private static readonly ConditionalWeakTable<DbContext, ResourceFollower> Followers = [];

    private readonly ConditionalWeakTable<object, object> _order = [];
    private readonly Dictionary<MappedResource, ResourceReader> _readers = [];
    private readonly ResourceCatalog _catalog;
    private readonly IServiceProvider _services;
    private readonly ResourceEvents _events;
    private readonly IPdcEventBuffer _buffer;
    private readonly DbContext _context;
    private PdcPublication? _publication;
    private ChangeTracker? _tracker;
    private ResourceSave? _save;
    private long _tracked;

    public ResourceFollower(ResourceCatalog catalog, IServiceProvider services)
    {
        _catalog = catalog;
        _services = services;
        _events = services.GetRequiredService<ResourceEvents>();
        _buffer = services.GetRequiredService<IPdcEventBuffer>();

        // Made before this, the context ends after it: nobody else can have it from its pool while this still holds it.
        _context = (DbContext)services.GetRequiredService(catalog.ContextType);
        Followers.AddOrUpdate(_context, this);
    }

    /// <summary>The follower of a context; null where nobody publishes events, or there are no resources.</summary>
    public static ResourceFollower? Of(DbContext? context) =>
        context is not null && Followers.TryGetValue(context, out var follower) ? follower : null;

    /// <summary>The number that the next change will have.</summary>
    public long Mark => _events.Mark;

    public void Opened(PdcPublication publication)
    {
        _publication = publication;

        // Work that only reads may track much, and has nothing to order.
        if (!publication.MayWrite) return;
        _tracker = _context.ChangeTracker;
        _tracker.Tracked += OnTracked;
    }

    /// <summary>A save begins: reads what it may change.</summary>
    public async Task SavingAsync(bool blocking, CancellationToken cancellationToken)
    {
        _save = null;

        // What is saved after the decision, the changeset for one, is no part of what was decided about.
        if (_publication is not { IsDecided: false } || _events.IsPaused) return;
        if (Touched() is not { Count: > 0 } touched) return;
        var save = new ResourceSave(_context, touched);
        await save.ReadBeforeAsync(blocking, cancellationToken).ConfigureAwait(false);
        _save = save;

        // Asking an outbox in this context's transactions makes its follower.
        if (_services.GetRequiredService<IOutbox>().JoinsTransaction) CommitFollower.Of(_context)?.EventAdded();
    }

    /// <summary>The transaction of a save is about to commit: what is to go with it has to be announced now.</summary>
    public async Task CommittingAsync(bool blocking, CancellationToken cancellationToken)
    {
        if (_save is not { } save) return;
        await AnnounceAsync(save, blocking, cancellationToken).ConfigureAwait(false);
        save.IsAnnounced = true;
    }

    /// <summary>A save has succeeded.</summary>
    public async Task SavedAsync(bool blocking, CancellationToken cancellationToken)
    {
        if (_save is not { } save) return;
        _save = null;
        if (!save.IsAnnounced) await AnnounceAsync(save, blocking, cancellationToken).ConfigureAwait(false);
    }

    public void SaveFailed() => _save = null;

    /// <summary>What was saved since a mark was undone. Its events are undone by theirs.</summary>
    public void Undone(long mark) => _events.Undo(_context, mark);

    public void Dispose()
    {
        if (_tracker is not null) _tracker.Tracked -= OnTracked;
        Followers.Remove(_context);
    }

    private async Task AnnounceAsync(ResourceSave save, bool blocking, CancellationToken cancellationToken)
    {
        foreach (var (change, pdcEvent) in await save.ReadAfterAsync(blocking, cancellationToken).ConfigureAwait(false))
        {
            _events.Add(_context, change);
            if (pdcEvent is not null) _buffer.Add(pdcEvent);
        }
    }

    private List<TouchedResource> Touched()
    {
        var tracker = _context.ChangeTracker;
        if (CascadesLater(tracker)) tracker.CascadeChanges();

        var model = _catalog.In(_context.Model);
        var rows = tracker.Entries().Where(e => model.Concerns(e.Metadata)).OrderBy(OrderOf).ToList();
        if (!rows.Exists(e => e.State != EntityState.Unchanged)) return [];
        return [.. model.Resources.Select(r => new TouchedResource(r, ReaderOf(r), rows)).Where(t => !t.IsEmpty)];
    }

    /// <summary>Whether what this deletes along is not marked as deleted yet, as it will be when the save goes on.</summary>
    private static bool CascadesLater(ChangeTracker tracker) =>
        (tracker.CascadeDeleteTiming, tracker.DeleteOrphansTiming) is
            (CascadeTiming.OnSaveChanges, not CascadeTiming.Never) or (not CascadeTiming.Never, CascadeTiming.OnSaveChanges);

    private ResourceReader ReaderOf(MappedResource resource)
    {
        if (!_readers.TryGetValue(resource, out var reader))
        {
            _readers.Add(resource, reader = resource.Definition.ReaderIn(_services, resource));
        }

        return reader;
    }

    // The tracker itself keeps no order: what has been saved gives its place to the next.
    private long OrderOf(EntityEntry row) => _order.TryGetValue(row.Entity, out var order) ? (long)order : -1;

    private void OnTracked(object? sender, EntityTrackedEventArgs tracked)
    {
        if (_catalog.In(_context.Model).Concerns(tracked.Entry.Metadata)) _order.TryAdd(tracked.Entry.Entity, _tracked++);
    }
}
