using Microsoft.Extensions.Time.Testing;

namespace PdcBus;

/// <summary>A clock whose time of day can be set while its timers and timestamps go on, as those of a machine do.</summary>
internal sealed class MovableClock(DateTimeOffset start) : FakeTimeProvider(start)
{
    private TimeSpan _by;

    public void Move(TimeSpan by) => _by += by;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _by;

    // The base takes them from the time of day; its frequency is that of ticks.
    public override long GetTimestamp() => base.GetUtcNow().Ticks;
}
