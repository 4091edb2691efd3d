namespace PdcBus;

/// <summary>Times as they are stored: 100 ns since 1970 in UTC, so that nothing of a <see cref="DateTimeOffset"/> is lost.</summary>
internal static class StoredTime
{
    public static long From(DateTimeOffset time) => time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks;

    /// <summary>The time that a number means; one that means none is the nearest that there is.</summary>
    public static DateTimeOffset ToTime(long stored) =>
        DateTimeOffset.UnixEpoch.AddTicks(Math.Clamp(stored, From(DateTimeOffset.MinValue), From(DateTimeOffset.MaxValue)));
}
