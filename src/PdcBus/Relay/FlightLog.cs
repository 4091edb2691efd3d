using System.Diagnostics.CodeAnalysis;

namespace PdcBus;

/// <summary>The sends under way, oldest first.</summary>
internal sealed class FlightLog
{
    private readonly HashSet<Flight> _flights = new(ReferenceEqualityComparer.Instance);
    private readonly Queue<Flight> _byAge = new();

    public int Count => _flights.Count;

    public void Add(Flight flight)
    {
        _flights.Add(flight);
        _byAge.Enqueue(flight);
    }

    /// <summary>Returns false for a send that was given up before: its late result says nothing any more.</summary>
    public bool Remove(Flight flight) => _flights.Remove(flight);

    public bool TryPeekOldest([NotNullWhen(true)] out Flight? flight)
    {
        while (_byAge.TryPeek(out flight))
        {
            if (_flights.Contains(flight)) return true;
            _byAge.Dequeue();
        }

        return false;
    }

    /// <summary>Gives all of them up.</summary>
    public IReadOnlyList<Flight> Clear()
    {
        Flight[] left = [.. _flights];
        _flights.Clear();
        _byAge.Clear();
        return left;
    }
}
