namespace PdcBus;

/// <summary>
/// How the events of a scope without a unit of work (<see cref="PdcTransaction.None"/>) follow the commits that the
/// action makes for itself: each goes with the first commit after it, and that commit is the decision. Scoped. For
/// outboxes that write into the application's transactions.
/// </summary>
/// <remarks>
/// <see cref="Stage"/> before each commit, <see cref="Committed"/> after it; <see cref="Undo"/> when a transaction or a
/// savepoint is rolled back, which counts with a unit of work too; <see cref="Hold"/> when changes could not be saved.
/// Events are told apart by marks, which only rise.
/// </remarks>
public sealed class PdcCommits
{
    private readonly PdcEventBuffer _buffer;
    private readonly PdcPublisher _publisher;
    private readonly List<PdcLedgerDecision> _decisions = [];
    private string _source = "";
    private Func<PdcOrigin> _origin = static () => default;
    private (long First, long End) _held;
    private Staged? _staged;

    internal PdcCommits(PdcEventBuffer buffer, PdcPublisher publisher)
    {
        _buffer = buffer;
        _publisher = publisher;
    }

    /// <summary>Whether the scope's events follow the action's commits now.</summary>
    public bool IsFollowing { get; private set; }

    /// <summary>The number of events that were added so far: those that are added from here on are not below it.</summary>
    public long Mark => _buffer.Mark;

    /// <summary>Whether <see cref="Hold"/> holds anything.</summary>
    public bool IsHolding => _held.End > _held.First;

    /// <summary>
    /// The rows of what goes with the commit that is about to happen. Nothing is decided: asked again, for another
    /// attempt, it gives them again.
    /// </summary>
    /// <exception cref="PdcBusException">An event cannot be written as a message.</exception>
    public IReadOnlyList<OutboxRow> Stage()
    {
        if (!IsFollowing || _buffer.Count == 0 || _buffer.DiscardReason is not null) return [];
        if (_staged is null || _staged.Mark != Mark)
        {
            var events = _buffer.Find(e => !IsHeld(e));
            var rows = events.Count == 0 ? [] : _publisher.ToRows(events, new CommonFields(_origin(), null));
            _staged = new Staged(Mark, events, rows);
        }

        return _staged.Rows;
    }

    /// <summary>The transaction with the rows of the last <see cref="Stage"/> has committed: their events are decided.</summary>
    /// <param name="detail">The decision in words, for the ledger.</param>
    public void Committed(string detail = "the action committed")
    {
        ArgumentNullException.ThrowIfNull(detail);
        if (_staged is not { Events.Count: > 0 } staged) return;
        _staged = null;
        var numbers = staged.Events.Select(e => e.Number).ToHashSet();
        var events = _buffer.Take(e => numbers.Contains(e.Number));
        _decisions.Add(_publisher.Record(_source, new PublishDecision(DiscardReason.None, detail), events));
    }

    /// <summary>The work since a mark was undone, whoever commits at last: its events are discarded.</summary>
    /// <param name="mark">What <see cref="Mark"/> was when that work began.</param>
    /// <param name="reason">How it was undone, for the log and the ledger.</param>
    public void Undo(long mark, string reason)
    {
        _held = (Math.Min(_held.First, mark), Math.Min(_held.End, mark));
        Discard(e => e.Number >= mark, reason);
    }

    /// <summary>
    /// The changes that the events since a mark belong to could not be saved: no commit takes these events along until
    /// <see cref="Release"/>, and the end of the action discards them.
    /// </summary>
    public void Hold(long mark)
    {
        _held = (mark, Mark);
        _staged = null;
    }

    /// <summary>What is held is about to be saved after all.</summary>
    public void Release()
    {
        _held = default;
        _staged = null;
    }

    /// <summary>What is held will never be saved: it is discarded.</summary>
    /// <param name="reason">Why, for the log and the ledger.</param>
    public void GiveUp(string reason)
    {
        if (!IsHolding) return;
        Discard(IsHeld, reason);
        Release();
    }

    /// <summary>Whether any commit has taken events along.</summary>
    internal bool HasDecided => _decisions.Count > 0;

    internal void Start(string source, Func<PdcOrigin> origin)
    {
        _source = source;
        _origin = origin;
        IsFollowing = true;
    }

    /// <summary>No commit takes events along any more: a unit of work was opened, or the action has ended.</summary>
    internal void Stop()
    {
        IsFollowing = false;
        GiveUp("the changes that they belong to were not saved");
    }

    /// <summary>What has been committed stays so; the ledger notes what came of the action.</summary>
    internal void Note(string later)
    {
        foreach (var decision in _decisions) _publisher.Note(decision, later);
    }

    private bool IsHeld(PendingEvent pending) => pending.Number >= _held.First && pending.Number < _held.End;

    private void Discard(Predicate<PendingEvent> match, string reason)
    {
        _staged = null;
        var events = _buffer.Take(match);
        if (events.Count > 0) _publisher.Record(_source, new PublishDecision(DiscardReason.Undone, reason), events);
    }

    /// <summary>What a commit that is about to happen takes along.</summary>
    private sealed record Staged(long Mark, IReadOnlyList<PendingEvent> Events, IReadOnlyList<OutboxRow> Rows);
}
