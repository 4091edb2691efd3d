namespace PdcBus;

/// <summary>The system's clock, put forward or back while the process runs.</summary>
internal sealed class ShiftedClock : TimeProvider
{
    private long _shift;

    public void Shift(TimeSpan by) => Interlocked.Add(ref _shift, by.Ticks);

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref _shift));
}
