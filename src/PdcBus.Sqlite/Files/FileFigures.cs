namespace PdcBus;

/// <summary>
/// What the file holds: counted when it is opened, then carried along by the writer, and shown when a commit has
/// made it true. Only the writer's thread changes it; anybody reads <see cref="Shown"/>.
/// </summary>
internal sealed class FileFigures
{
    private Counts _committed;
    private Counts _staged;
    private (long Position, long CreatedAt)? _front;
    private bool _frontIsStale = true;
    private volatile Snapshot _shown = new(default);

    public OutboxFigures Shown => _shown.Figures;

    /// <summary>Whether rows were added since the last commit.</summary>
    public bool HasAdded { get; private set; }

    public long Parked => _staged.Parked;

    public void Start(long waiting, long waitingBytes, long parked)
    {
        _staged = new Counts(waiting, waitingBytes, parked);
        _frontIsStale = true;
    }

    public void Added(long count, long bytes)
    {
        HasAdded = true;
        if (_front is null) _frontIsStale = true;
        _staged = _staged with { Waiting = _staged.Waiting + count, Bytes = _staged.Bytes + bytes };
    }

    /// <summary>Rows have gone; <paramref name="first"/> is the lowest position that may be among them.</summary>
    public void Removed(long first, long count, long bytes)
    {
        if (count > 0 && _front is { } front && first <= front.Position) _frontIsStale = true;
        _staged = _staged with { Waiting = _staged.Waiting - count, Bytes = _staged.Bytes - bytes };
    }

    public void ParkedChanged(long by) => _staged = _staged with { Parked = _staged.Parked + by };

    /// <summary>Looks for the oldest row, if it may be another than before. The last step before a commit.</summary>
    public void FindFront(Func<(long Position, long CreatedAt)?> query)
    {
        if (!_frontIsStale) return;
        _front = _staged.Waiting == 0 ? null : query();
        _frontIsStale = false;
    }

    public void Commit()
    {
        HasAdded = false;
        _committed = _staged;
        _shown = new Snapshot(new OutboxFigures(
            _committed.Waiting,
            _committed.Bytes,
            _committed.Parked,
            _front is { } front ? StoredTime.ToTime(front.CreatedAt) : null));
    }

    public void RollBack()
    {
        HasAdded = false;
        _staged = _committed;
        _frontIsStale = true;
    }

    private readonly record struct Counts(long Waiting, long Bytes, long Parked);

    /// <summary>A class, so that readers on other threads see all of it or nothing.</summary>
    private sealed record Snapshot(OutboxFigures Figures);
}
