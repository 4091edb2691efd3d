namespace PdcBus;

/// <summary>
/// Until when a lane may start sends. Brokers know no fencing, so a process that was frozen has to hold back by
/// itself: the end is counted on its own monotonic clock, from before the renewal was asked for.
/// </summary>
internal sealed class LaneLease(TimeProvider clock)
{
    private long _end;

    public bool MaySend => clock.GetTimestamp() < Volatile.Read(ref _end);

    /// <param name="asked">The timestamp from before the renewal was asked for.</param>
    /// <param name="duration">How long the lease lasts; its last fifth is left as a margin.</param>
    public void Extend(long asked, TimeSpan duration)
    {
        var end = duration == Timeout.InfiniteTimeSpan
            ? long.MaxValue
            : asked + (long)(duration.TotalSeconds * 0.8 * clock.TimestampFrequency);
        Volatile.Write(ref _end, end);
    }
}
