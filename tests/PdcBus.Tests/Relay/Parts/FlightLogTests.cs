using System.Runtime.CompilerServices;

namespace PdcBus;

public sealed class FlightLogTests
{
    private readonly FlightLog _log = new();

    [Fact]
    public void TryPeekOldest_OlderOnesRemoved_IsTheOldestLeft()
    {
        var flights = Enumerable.Range(1, 3).Select(Add).ToList();

        _log.Remove(flights[0]);
        Assert.True(_log.TryPeekOldest(out var oldest));
        Assert.Same(flights[1], oldest);
        _log.Remove(flights[2]);
        _log.Remove(flights[1]);

        Assert.False(_log.TryPeekOldest(out _));
        Assert.Equal(0, _log.Count);
    }

    [Fact]
    public void Remove_GivenUpOrRemovedBefore_IsFalse()
    {
        var first = Add(1);
        var second = Add(2);

        Assert.True(_log.Remove(first));
        Assert.False(_log.Remove(first));
        Assert.Equal([second], _log.Clear());
        Assert.False(_log.Remove(second));
        Assert.False(new FlightLog().Remove(second));
    }

    [Fact]
    public void Add_WhileTheOldestStays_HoldsOnToNothingThatEnded()
    {
        Add(1);

        var ended = AddAndRemoveOne();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        Assert.False(ended.IsAlive);
        Assert.Equal(1, _log.Count);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference AddAndRemoveOne()
    {
        var flight = Add(2);
        _log.Remove(flight);
        return new WeakReference(flight.Entry);
    }

    private Flight Add(int position)
    {
        var flight = new Flight(Make.Entry(position), 0, alone: false);
        _log.Add(flight);
        return flight;
    }
}
