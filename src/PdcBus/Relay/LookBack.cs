namespace PdcBus;

/// <summary>
/// When and from where a lane looks again for entries that came in late: a database hands out positions before the
/// commits, so a smaller one may appear behind the cursor. Pure.
/// </summary>
/// <remarks>
/// Once a second it looks back at what was read in the last ten or twenty, which stays cheap also while a long
/// transaction keeps removed rows alive; every half minute it goes back to the start, for transactions that ran longer.
/// </remarks>
internal sealed class LookBack
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Recent = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FullInterval = TimeSpan.FromSeconds(30);

    private DateTimeOffset _last;
    private DateTimeOffset _lastFull;
    private long _older;
    private (DateTimeOffset At, long Cursor) _newer;

    /// <param name="cursor">The lane's cursor now.</param>
    /// <param name="now">The time.</param>
    /// <returns>The position behind which to read again; null if it is not time yet.</returns>
    public long? Start(long cursor, DateTimeOffset now)
    {
        if (now - _newer.At >= Recent)
        {
            _older = _newer.Cursor;
            _newer = (now, cursor);
        }

        if (now - _last < Interval) return null;
        _last = now;
        if (now - _lastFull < FullInterval) return _older;
        _lastFull = now;
        return 0;
    }
}
