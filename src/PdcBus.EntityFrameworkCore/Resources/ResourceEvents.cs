using Microsoft.EntityFrameworkCore;

namespace PdcBus;

/// <summary>What the saves of a scope have changed, whichever of its contexts they were of.</summary>
internal sealed class ResourceEvents : IPdcResourceEvents
{
    private readonly List<(long Number, DbContext Context, PdcResourceChange Change)> _changes = [];
    private int _pauses;

    public IReadOnlyList<PdcResourceChange> Changes => [.. _changes.Select(c => c.Change)];

    public bool IsPaused => _pauses > 0;

    /// <summary>The number that the next change will have; only rises.</summary>
    public long Mark { get; private set; }

    public void Add(DbContext context, PdcResourceChange change) => _changes.Add((Mark++, context, change));

    /// <summary>What a context has saved since a mark was undone.</summary>
    public void Undo(DbContext context, long mark) => _changes.RemoveAll(c => c.Number >= mark && c.Context == context);

    public IDisposable Pause()
    {
        _pauses++;
        return new Pausing(this);
    }

    private sealed class Pausing(ResourceEvents events) : IDisposable
    {
        private bool _ended;

        public void Dispose()
        {
            if (_ended) return;
            _ended = true;
            events._pauses--;
        }
    }
}
