using Microsoft.Extensions.Time.Testing;

namespace PdcBus;

public sealed class LaneLeaseTests
{
    private readonly FakeTimeProvider _clock = new(Make.Noon);

    [Fact]
    public void MaySend_NeverExtended_IsFalse() => Assert.False(new LaneLease(_clock).MaySend);

    [Fact]
    public void MaySend_InItsLastFifth_IsFalse()
    {
        var lease = new LaneLease(_clock);
        lease.Extend(_clock.GetTimestamp(), TimeSpan.FromSeconds(10));

        _clock.Advance(TimeSpan.FromSeconds(7.9));
        Assert.True(lease.MaySend);
        _clock.Advance(TimeSpan.FromSeconds(0.1));

        Assert.False(lease.MaySend);
    }

    [Fact]
    public void MaySend_RenewalTookLong_CountsFromWhenItWasAskedFor()
    {
        var lease = new LaneLease(_clock);
        var asked = _clock.GetTimestamp();
        _clock.Advance(TimeSpan.FromSeconds(9));

        lease.Extend(asked, TimeSpan.FromSeconds(10));

        Assert.False(lease.MaySend);
    }

    [Fact]
    public void MaySend_WallClockIsSetBack_ChangesNothing()
    {
        var lease = new LaneLease(_clock);
        lease.Extend(_clock.GetTimestamp(), TimeSpan.FromSeconds(10));

        _clock.AdjustTime(Make.Noon.AddHours(-1));

        Assert.True(lease.MaySend);
    }

    [Fact]
    public void MaySend_ForEver_IsTrue()
    {
        var lease = new LaneLease(_clock);
        lease.Extend(_clock.GetTimestamp(), Timeout.InfiniteTimeSpan);

        _clock.Advance(TimeSpan.FromDays(1000));

        Assert.True(lease.MaySend);
    }
}
