namespace PdcBus;

/// <summary>Which server of a list to try next, and when. Pure: the caller brings the time, counted
/// from any moment by a clock that only goes forward, and the chance.</summary>
/// <remarks>
/// The first of the list is home. A server that failed rests, twice as long each time; while another is well it is not
/// asked before its rest is over. Where all rest, the pause between two tries is at most <see cref="MaxPause"/>.
/// </remarks>
internal sealed class EndpointSchedule(int count, int home)
{
    /// <summary>The longest pause when there is nobody else to try.</summary>
    public static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(5);

    /// <summary>The longest rest while there is.</summary>
    public static readonly TimeSpan MaxRest = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan FirstRest = TimeSpan.FromMilliseconds(250);

    private readonly int[] _failures = new int[count];
    private readonly TimeSpan[] _restsUntil = new TimeSpan[count];
    private TimeSpan _lastFailure;

    /// <summary>All servers in the order to try them: the rested from home on, then those whose rest ends first.</summary>
    public IReadOnlyList<int> Order(TimeSpan now) =>
    [
        .. Enumerable.Range(0, count)
            .Select(i => (home + i) % count)
            .OrderBy(i => _restsUntil[i] <= now ? TimeSpan.Zero : _restsUntil[i]),
    ];

    /// <summary>How long to wait before the first of <see cref="Order"/>.</summary>
    public TimeSpan PauseBefore(int endpoint, TimeSpan now)
    {
        var end = _restsUntil[endpoint];
        var limit = _lastFailure + MaxPause;
        if (end > limit) end = limit;
        return end > now ? end - now : TimeSpan.Zero;
    }

    /// <summary>The first rested server that goes before this one; null if there is none, as always at home.</summary>
    public int? Better(int endpoint, TimeSpan now)
    {
        for (var i = home; i != endpoint; i = (i + 1) % count)
        {
            if (_restsUntil[i] <= now) return i;
        }

        return null;
    }

    /// <summary>A server could not be connected to.</summary>
    /// <param name="endpoint">Which.</param>
    /// <param name="now">The time.</param>
    /// <param name="chance">A random number from 0 to 1.</param>
    public void Refused(int endpoint, TimeSpan now, double chance) => Rest(endpoint, ++_failures[endpoint], now, chance);

    /// <summary>
    /// A connection was lost. The first time the same server is tried again at once: most often it was restarted, or one
    /// message was at fault. A server that fell silent, or is lost again before it has confirmed anything, rests.
    /// </summary>
    public void Lost(int endpoint, ConnectionEnd end, TimeSpan now, double chance)
    {
        if (end.HadConfirmed) _failures[endpoint] = 0;
        var failures = ++_failures[endpoint];
        if (failures > 1 || end.WasSilent) Rest(endpoint, failures, now, chance);
    }

    private void Rest(int endpoint, int failures, TimeSpan now, double chance)
    {
        var rest = FirstRest * Math.Pow(2, Math.Min(failures - 1, 16));
        _restsUntil[endpoint] = now + (rest < MaxRest ? rest : MaxRest) * (0.5 + chance / 2);
        _lastFailure = now;
    }
}
