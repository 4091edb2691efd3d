using System.Diagnostics.CodeAnalysis;

namespace PdcBus;

/// <summary>The sends under way, oldest first. Holds on to nothing that has ended, however old the oldest is.</summary>
internal sealed class FlightLog
{
    private readonly LinkedList<Flight> _byAge = new();

    public int Count => _byAge.Count;

    public void Add(Flight flight) => flight.Place = _byAge.AddLast(flight);

    /// <summary>Returns false for a send that was given up before: its late result says nothing any more.</summary>
    public bool Remove(Flight flight)
    {
        if (flight.Place?.List != _byAge) return false;
        _byAge.Remove(flight.Place);
        return true;
    }

    public bool TryPeekOldest([NotNullWhen(true)] out Flight? flight)
    {
        flight = _byAge.First?.Value;
        return flight is not null;
    }

    /// <summary>Gives all of them up.</summary>
    public IReadOnlyList<Flight> Clear()
    {
        Flight[] left = [.. _byAge];
        _byAge.Clear();
        return left;
    }
}
