namespace PdcBus;

/// <summary>When a refused message goes again: 1 s, doubled each time up to 10 minutes, half up to one and a half.</summary>
internal static class RetryPolicy
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <param name="attempts">How often the message has been refused so far; at least 1.</param>
    /// <param name="chance">A random number from 0 to 1.</param>
    public static TimeSpan Delay(int attempts, double chance)
    {
        var delay = First * Math.Pow(2, Math.Min(attempts - 1, 16));
        return (delay < Longest ? delay : Longest) * (0.5 + chance);
    }
}
