namespace PdcBus;

/// <summary>What came of a fault.</summary>
/// <param name="Sent">Messages that were committed.</param>
/// <param name="Lost">Those of them that never arrived.</param>
/// <param name="Invented">Messages that arrived and that nobody committed.</param>
/// <param name="Duplicated">Arrivals too many, each with the id of an earlier one.</param>
/// <param name="Disordered">Messages that arrived first when a later one of their key was there already.</param>
/// <param name="Left">Messages that stay in the outbox although they have arrived.</param>
/// <param name="Recovery">From the end of the fault to the next message; null if there was nothing to recover.</param>
internal sealed record Verdict(
    int Sent, int Lost, int Invented, int Duplicated, int Disordered, long Left, TimeSpan? Recovery)
{
    public bool IsGood => (Lost, Invented, Disordered, Left) == (0, 0, 0, 0);

    /// <param name="written">What must have arrived.</param>
    /// <param name="isComplete">Whether nothing else may have: a database knows, a process that died does not.</param>
    /// <param name="arrivals">What has arrived, in its order.</param>
    /// <param name="left">What still waits.</param>
    /// <param name="recovered">When the fault ended; null if it was never said.</param>
    public static Verdict Of(
        IReadOnlyCollection<Written> written, bool isComplete, IReadOnlyList<Arrival> arrivals, long left, long? recovered)
    {
        var ids = arrivals.Select(a => a.Id).ToHashSet();
        var known = written.ToDictionary(w => w.Id);
        var seen = new HashSet<Guid>();
        var highest = new Dictionary<string, long>(StringComparer.Ordinal);
        var disordered = 0;
        TimeSpan? recovery = null;
        foreach (var arrival in arrivals)
        {
            if (!seen.Add(arrival.Id)) continue;
            if (recovered is { } since && recovery is null && arrival.At >= since)
            {
                recovery = TimeProvider.System.GetElapsedTime(since, arrival.At);
            }

            // Equal numbers of one key are two messages about one fact.
            if (arrival.Number <= highest.GetValueOrDefault(arrival.Key, long.MinValue)) disordered++;
            else highest[arrival.Key] = arrival.Number;
        }

        return new Verdict(
            written.Count,
            known.Keys.Count(id => !ids.Contains(id)),
            isComplete ? ids.Count(id => !known.ContainsKey(id)) : 0,
            arrivals.Count - ids.Count,
            disordered,
            left,
            recovery);
    }
}
