namespace PdcBus;

/// <summary>
/// Where a lane has to be read from. A database hands out numbers before the commits, so that a row may become visible
/// behind what was read already, and the next row of its key with it: both have to be found in one reading, or the
/// later one goes first. Pure but for the clock; one for each lane; belongs to its reader.
/// </summary>
/// <remarks>
/// Each reading comes with the snapshot that it saw. A row that it did not see, of a lower number than one that it saw,
/// belongs to a transaction that had then begun and not ended: its writer draws the transaction's number before the row's
/// (<see cref="PostgreSqlRows"/>). So the next reading starts where those before that transaction had got to. A
/// transaction that takes longer is looked after once, when it has ended: until then its place is not read again and
/// again over rows that are gone, which stay in the index while it runs.
/// </remarks>
internal sealed class LateRows(TimeProvider clock)
{
    /// <summary>Few transactions last longer.</summary>
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(250);

    private readonly Dictionary<ulong, Writer> _writers = [];
    private readonly SortedSet<long> _held = [];
    private long _cursor;
    private bool _hasRead;

    /// <summary>Where to read.</summary>
    /// <param name="after">The reader's own cursor.</param>
    /// <returns>
    /// The position behind which to start, and the rows from there on that the reader has: they are not wanted again.
    /// </returns>
    public (long From, long[] Except) Start(long after)
    {
        // A reader that starts anew has forgotten what it had.
        if (after < _cursor) _held.RemoveWhere(id => id > after);
        _cursor = after;
        var from = after;
        foreach (var writer in _writers.Values)
        {
            if (writer.IsDue || clock.GetElapsedTime(writer.Since) < Short) from = Math.Min(from, writer.From);
        }

        return (from, from < after ? [.. _held.GetViewBetween(from + 1, after)] : []);
    }

    /// <summary>Something was read.</summary>
    /// <param name="from">What <see cref="Start"/> has said.</param>
    /// <param name="ids">The rows, in order.</param>
    /// <param name="isFull">Whether there may be more behind them.</param>
    /// <param name="snapshot">What was visible.</param>
    /// <returns>
    /// Whether it may be used. If not, a transaction that was no longer looked after has ended: start again, farther back.
    /// </returns>
    public bool Accept(long from, IReadOnlyList<long> ids, bool isFull, RowSnapshot snapshot)
    {
        var ended = _writers.Where(w => !snapshot.IsInProgress(w.Key)).ToList();
        var missed = ended.FindAll(w => w.Value.From < from);
        foreach (var (_, writer) in missed) writer.IsDue = true;
        if (missed.Count > 0) return false;

        if (!isFull || ids[^1] >= _cursor)
        {
            foreach (var (number, _) in ended) _writers.Remove(number);
        }

        foreach (var number in snapshot.InProgress)
        {
            // It began after the last reading, so its rows are behind what that one had got to.
            _writers.TryAdd(number, new Writer(_hasRead ? _cursor : 0, clock.GetTimestamp()));
        }

        _held.UnionWith(ids);
        if (ids.Count > 0) _cursor = Math.Max(_cursor, ids[^1]);
        _hasRead = true;
        ForgetUpTo(_writers.Count == 0 ? _cursor : _writers.Values.Min(w => w.From));
        return true;
    }

    /// <summary>A row has left the lane.</summary>
    public void Gone(long id) => _held.Remove(id);

    /// <summary>No reading starts before this position any more.</summary>
    private void ForgetUpTo(long position)
    {
        while (_held.Count > 0 && _held.Min <= position) _held.Remove(_held.Min);
    }

    private sealed class Writer(long from, long since)
    {
        /// <summary>All of its rows are behind this position.</summary>
        public long From => from;

        public long Since => since;

        /// <summary>It has ended, and its rows have not been read.</summary>
        public bool IsDue { get; set; }
    }
}
