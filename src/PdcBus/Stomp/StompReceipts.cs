namespace PdcBus;

/// <summary>
/// The messages that were written and not yet confirmed, by number. A receipt stands for its own message, or for it and
/// so many before it. The writer adds, the reader confirms.
/// </summary>
internal sealed class StompReceipts(TimeProvider clock)
{
    /// <summary>
    /// How long a server that owes receipts may send none. One that is stopped, or that takes nothing for want of memory,
    /// keeps its sockets open and may even go on beating.
    /// </summary>
    internal static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    /// <summary>How long one receipt may stay away while others come: a queue that is slower than the rest.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private Entry[] _entries = new Entry[64];
    private long _first = 1;
    private long _next = 1;
    private int _awaited;
    private long _lastReceipt;
    private Func<PendingSend, MessengerException>? _end;

    /// <summary>How many messages are not confirmed.</summary>
    public int Count { get; private set; }

    /// <summary>How many receipts are awaited.</summary>
    public int Awaited => Volatile.Read(ref _awaited);

    /// <summary>Whether any message was ever confirmed.</summary>
    public bool HasConfirmed { get; private set; }

    /// <summary>The number that the next message gets.</summary>
    public long Next => _next;

    /// <summary>How long the oldest message has been waiting, if that is too long; else null.</summary>
    public TimeSpan? Overdue
    {
        get
        {
            lock (_gate)
            {
                if (Count == 0) return null;
                var written = this[_first].Written;
                var age = clock.GetElapsedTime(written);
                var silence = clock.GetElapsedTime(Math.Max(written, _lastReceipt));
                return silence > Silence || age > Patience ? age : null;
            }
        }
    }

    /// <summary>A message is being written. Returns its number.</summary>
    public long Add(PendingSend send)
    {
        lock (_gate)
        {
            if (_end is not null)
            {
                send.Fail(_end(send));
                return _next;
            }

            if (_next - _first == _entries.Length) Grow();
            this[_next] = new Entry { Send = send, Written = clock.GetTimestamp() };
            Count++;
            return _next++;
        }
    }

    /// <summary>A receipt is asked for under this number, for the message and those before it, so many in all.</summary>
    public void Await(long number, int covered)
    {
        lock (_gate)
        {
            if (_end is not null) return;
            this[number].Covered = covered;
            _awaited++;
        }
    }

    /// <summary>A receipt has come. One that nobody waits for changes nothing.</summary>
    public void Confirm(long number)
    {
        lock (_gate)
        {
            if (!IsAwaited(number)) return;
            HasConfirmed = true;
            _lastReceipt = clock.GetTimestamp();
            var covered = this[number].Covered;
            for (var i = number - covered + 1; i <= number; i++)
            {
                this[i].Send!.Confirm();
                this[i] = default;
                Count--;
            }

            _awaited--;
            while (_first < _next && this[_first].Send is null) _first++;
        }
    }

    /// <summary>
    /// The message that an error speaks of: the one whose receipt it names, or the only one under way. Null if it may be
    /// one of several.
    /// </summary>
    public PendingSend? Accused(long? number)
    {
        lock (_gate)
        {
            if (number is { } named) return IsAwaited(named) && this[named].Covered == 1 ? this[named].Send : null;
            return Count == 1 ? this[_first].Send : null;
        }
    }

    /// <summary>No receipt will come any more, also not for a message that is just being written.</summary>
    public void End(Func<PendingSend, MessengerException> error)
    {
        lock (_gate)
        {
            _end = error;
            for (; _first < _next; _first++)
            {
                if (this[_first].Send is { } send) send.Fail(error(send));
                this[_first] = default;
            }

            Count = 0;
        }
    }

    private bool IsAwaited(long number) => number >= _first && number < _next && this[number].Covered > 0;

    private ref Entry this[long number] => ref _entries[number & (_entries.Length - 1)];

    private void Grow()
    {
        var larger = new Entry[_entries.Length * 2];
        for (var i = _first; i < _next; i++) larger[i & (larger.Length - 1)] = this[i];
        _entries = larger;
    }

    private struct Entry
    {
        public PendingSend? Send;
        public long Written;
        public int Covered;
    }
}
