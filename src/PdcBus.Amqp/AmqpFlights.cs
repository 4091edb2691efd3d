namespace PdcBus;

/// <summary>The messages under way, in the order of their sending. Guarded by the connection's gate.</summary>
internal sealed class AmqpFlights(TimeProvider clock)
{
    /// <summary>How long a server that owes outcomes may send none: it is stopped, or takes nothing more.</summary>
    internal static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    /// <summary>How long one outcome may stay away while others come: a queue that is slower than the rest.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private const int MaxCount = 1024;

    /// <summary>What a slow line can carry before the last of them is overdue; one larger message goes alone.</summary>
    private const long MaxBytes = 1024 * 1024;

    private readonly Queue<AmqpFlight> _flights = new();
    private long _bytes;
    private long _lastOutcome;

    /// <summary>How many messages are under way.</summary>
    public int Count { get; private set; }

    /// <summary>Another message may go.</summary>
    public bool HasRoom => Count < MaxCount && _bytes < MaxBytes;

    /// <summary>How long the oldest has been under way, if that is too long; else null.</summary>
    public TimeSpan? Overdue
    {
        get
        {
            if (!_flights.TryPeek(out var oldest)) return null;
            var age = clock.GetElapsedTime(oldest.Sent);
            var silence = clock.GetElapsedTime(Math.Max(oldest.Sent, _lastOutcome));
            return silence > Silence || age > Patience ? age : null;
        }
    }

    public void Add(AmqpFlight flight)
    {
        _flights.Enqueue(flight);
        flight.Link.InFlight++;
        Count++;
        _bytes += flight.Send.Message.Body.Length;
    }

    /// <summary>Its outcome is known. False if it was before.</summary>
    public bool Remove(AmqpFlight flight)
    {
        if (flight.IsOver) return false;
        flight.IsOver = true;
        _lastOutcome = clock.GetTimestamp();
        flight.Link.InFlight--;
        Count--;
        _bytes -= flight.Send.Message.Body.Length;
        while (_flights.TryPeek(out var oldest) && oldest.IsOver) _flights.Dequeue();
        return true;
    }

    /// <summary>Takes out those of a link, or all, in order.</summary>
    public IReadOnlyList<AmqpFlight> RemoveOf(AmqpLink? link = null)
    {
        var removed = _flights.Where(f => !f.IsOver && (link is null || f.Link == link)).ToList();
        foreach (var flight in removed) Remove(flight);
        return removed;
    }
}
