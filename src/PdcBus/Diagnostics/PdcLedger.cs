namespace PdcBus;

internal sealed class PdcLedger : IPdcLedger
{
    private const int Capacity = 1000;
    private readonly Lock _gate = new();
    private readonly Ring<PdcLedgerDecision> _decisions = new(Capacity);
    private readonly Ring<PdcLedgerOutcome> _outcomes = new(Capacity);

    public IReadOnlyList<PdcLedgerDecision> Decisions
    {
        get
        {
            lock (_gate) return _decisions.NewestFirst();
        }
    }

    public IReadOnlyList<PdcLedgerOutcome> Outcomes
    {
        get
        {
            lock (_gate) return _outcomes.NewestFirst();
        }
    }

    public void Add(PdcLedgerDecision decision)
    {
        lock (_gate) _decisions.Add(decision);
    }

    public void Add(PdcLedgerOutcome outcome)
    {
        lock (_gate) _outcomes.Add(outcome);
    }

    /// <summary>Adds a note to an entry, if it is still there.</summary>
    public void Note(PdcLedgerDecision entry, string note)
    {
        lock (_gate) _decisions.Replace(entry, entry with { Note = note });
    }

    /// <summary>A list that forgets its oldest item when it is full.</summary>
    private sealed class Ring<T>(int capacity)
        where T : class
    {
        private readonly T[] _items = new T[capacity];
        private long _added;

        public void Add(T item) => _items[_added++ % capacity] = item;

        public void Replace(T item, T by)
        {
            var index = Array.FindIndex(_items, i => ReferenceEquals(i, item));
            if (index >= 0) _items[index] = by;
        }

        public List<T> NewestFirst()
        {
            var list = new List<T>((int)Math.Min(_added, capacity));
            for (var i = _added - 1; i >= 0 && i >= _added - capacity; i--) list.Add(_items[i % capacity]);
            return list;
        }
    }
}
