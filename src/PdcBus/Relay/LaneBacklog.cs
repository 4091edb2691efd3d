namespace PdcBus;

/// <summary>
/// What a lane has read and not yet sent: hands entries out in append order, never two of a key at once. A key of
/// which one was refused is set aside, so that it holds back nobody else. Pure: no clock, no I/O. Its lane is the only
/// caller.
/// </summary>
/// <remarks>
/// Memory is bounded. Of a key that is set aside only the first entries are kept; the place of the next one is
/// remembered and read again when the key is free.
/// </remarks>
internal sealed class LaneBacklog(int capacity)
{
    private static readonly EqualityComparer<OutboxEntry> SamePosition =
        EqualityComparer<OutboxEntry>.Create((a, b) => a?.Position == b?.Position);

    private readonly PriorityQueue<OutboxEntry, long> _ready = new();
    private readonly PriorityQueue<OutboxEntry, DateTimeOffset> _deferred = new();
    private readonly HashSet<string> _underWay = new(StringComparer.Ordinal);
    private readonly Dictionary<string, KeyAside> _aside = new(StringComparer.Ordinal);
    private readonly HashSet<long> _tracked = [];
    private int _held;

    /// <summary>Everything up to here has been looked at; the next reading starts behind it.</summary>
    public long Cursor { get; private set; }

    public bool HasRoom => _ready.Count < capacity;

    public bool HasReady => _ready.Count > 0;

    public int ReadyCount => _ready.Count;

    /// <summary>Nothing is known that is not settled.</summary>
    public bool IsEmpty => _tracked.Count == 0;

    /// <summary>When the next deferred entry falls due; null if none is deferred.</summary>
    public DateTimeOffset? NextDue => _deferred.TryPeek(out _, out var due) ? due : null;

    /// <summary>Takes in an entry that was read. Entries that are known already are passed over.</summary>
    public void Offer(OutboxEntry entry)
    {
        Cursor = Math.Max(Cursor, entry.Position);
        if (!_tracked.Add(entry.Position)) return;
        if (IsAside(entry)) Hold(entry);
        else Queue(entry);
    }

    /// <summary>Makes ready what has fallen due.</summary>
    public void Advance(DateTimeOffset now)
    {
        while (_deferred.TryPeek(out var entry, out var due) && due <= now)
        {
            _deferred.Dequeue();
            _ready.Enqueue(entry, entry.Position);
        }
    }

    /// <summary>Takes the oldest entry, unless one of its key is under way: then it and all behind it wait.</summary>
    public bool TryTake(out OutboxEntry entry)
    {
        while (_ready.TryPeek(out entry!, out _))
        {
            var key = entry.Message.OrderingKey;
            if (IsAside(entry))
            {
                Hold(_ready.Dequeue());
                continue;
            }

            if (key is not null && !_underWay.Add(key)) return false;
            _ready.Dequeue();
            return true;
        }

        return false;
    }

    /// <summary>
    /// Takes the oldest entry that has nothing to do with another one, whose key is set aside. Nothing is under way.
    /// </summary>
    public bool TryTakeOther(OutboxEntry than, out OutboxEntry entry)
    {
        SetAside(than);
        var wasReady = Withdraw(than);
        var found = TryTake(out entry);
        if (wasReady) _ready.Enqueue(than, than.Position);
        return found;
    }

    /// <summary>Takes back an entry that was returned.</summary>
    public bool Withdraw(OutboxEntry entry) => _ready.Remove(entry, out _, out _, SamePosition);

    /// <summary>The entry was not sent after all: it goes again, in its place.</summary>
    public void Return(OutboxEntry entry)
    {
        EndFlight(entry);
        _ready.Enqueue(entry, entry.Position);
    }

    /// <summary>The entry was refused: it goes again later, and its key waits with it.</summary>
    public void Defer(OutboxEntry entry, DateTimeOffset notBefore)
    {
        EndFlight(entry);
        Queue(entry with { NotBefore = notBefore });
    }

    /// <summary>The bus has answered for the entry: the next one of its key may go.</summary>
    /// <returns>Whether there is one that has to be read again, because there was no room to keep it.</returns>
    public bool Release(OutboxEntry entry)
    {
        EndFlight(entry);
        if (entry.Message.OrderingKey is not { } key) return false;
        if (!_aside.TryGetValue(key, out var aside) || aside.Owner != entry.Position) return false;

        _aside.Remove(key);
        _held -= aside.Held.Count;
        foreach (var held in aside.Held) Queue(held);

        if (aside.OverflowsAt is not { } position) return false;
        DropFrom(position, key);
        Cursor = Math.Min(Cursor, position - 1);
        return true;
    }

    /// <summary>The entry has left the outbox. Until then a reading may meet it again.</summary>
    public void Forget(long position) => _tracked.Remove(position);

    /// <summary>
    /// Starts anew: everything is read again, save what the bus has answered for and the store does not know yet.
    /// </summary>
    /// <param name="confirmed">Positions that are done.</param>
    /// <param name="refused">Entries that are refused: their keys stay aside.</param>
    public void Restart(IEnumerable<long> confirmed, IEnumerable<OutboxEntry> refused)
    {
        _ready.Clear();
        _deferred.Clear();
        _underWay.Clear();
        _aside.Clear();
        _tracked.Clear();
        _held = 0;
        Cursor = 0;
        _tracked.UnionWith(confirmed);
        foreach (var entry in refused)
        {
            _tracked.Add(entry.Position);
            SetAside(entry);
        }
    }

    private void Queue(OutboxEntry entry)
    {
        if (entry.NotBefore is not { } due)
        {
            _ready.Enqueue(entry, entry.Position);
            return;
        }

        SetAside(entry);
        _deferred.Enqueue(entry, due);
    }

    private void EndFlight(OutboxEntry entry)
    {
        if (entry.Message.OrderingKey is { } key) _underWay.Remove(key);
    }

    private void SetAside(OutboxEntry owner)
    {
        if (owner.Message.OrderingKey is { } key) _aside.TryAdd(key, new KeyAside(owner.Position));
    }

    /// <summary>Whether the entry has to wait behind a refused one of its key.</summary>
    private bool IsAside(OutboxEntry entry) =>
        entry.Message.OrderingKey is { } key && _aside.TryGetValue(key, out var aside) && aside.Owner != entry.Position;

    private void Hold(OutboxEntry entry)
    {
        var aside = _aside[entry.Message.OrderingKey!];
        if (aside.OverflowsAt is null && _held < capacity)
        {
            aside.Held.Enqueue(entry);
            _held++;
            return;
        }

        // Not kept, so it has to be read again from here on.
        aside.OverflowsAt = Math.Min(aside.OverflowsAt ?? long.MaxValue, entry.Position);
        _tracked.Remove(entry.Position);
    }

    /// <summary>What is behind an entry that has to be read again must not go before it.</summary>
    private void DropFrom(long position, string key)
    {
        var all = _ready.UnorderedItems.ToArray();
        _ready.Clear();
        foreach (var (entry, place) in all)
        {
            if (place < position || entry.Message.OrderingKey != key) _ready.Enqueue(entry, place);
            else _tracked.Remove(place);
        }
    }

    /// <summary>A key of which one entry, the owner, was refused; the others wait for it.</summary>
    private sealed record KeyAside(long Owner)
    {
        public Queue<OutboxEntry> Held { get; } = new();

        /// <summary>The first entry of the key that found no room; null if all did.</summary>
        public long? OverflowsAt { get; set; }
    }
}
