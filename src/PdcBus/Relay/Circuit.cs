namespace PdcBus;

/// <summary>
/// Whether the bus of a lane is reachable, and when to try again. Pure: its lane brings the time and the chance.
/// </summary>
internal sealed class Circuit
{
    /// <summary>The longest pause between two probes.</summary>
    public static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);

    private int _failedProbes;

    /// <summary>Why it is open; null if it is closed.</summary>
    public string? Reason { get; private set; }

    public bool IsOpen => Reason is not null;

    /// <summary>Since when it is as it is.</summary>
    public DateTimeOffset Since { get; private set; }

    /// <summary>When the next probe may start.</summary>
    public DateTimeOffset NextProbe { get; private set; }

    /// <summary>Opens, or stays open after a failed probe. Pauses double up to <see cref="MaxPause"/>, jittered.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="now">The time.</param>
    /// <param name="chance">A random number from 0 to 1.</param>
    public void Open(string reason, DateTimeOffset now, double chance)
    {
        if (!IsOpen) Since = now;
        Reason = reason;
        var pause = FirstPause * Math.Pow(2, Math.Min(_failedProbes++, 16));
        NextProbe = now + (pause < MaxPause ? pause : MaxPause) * (0.5 + chance / 2);
    }

    /// <summary>The bus has answered.</summary>
    /// <returns>Whether it was open.</returns>
    public bool Close(DateTimeOffset now)
    {
        if (!IsOpen) return false;
        Reason = null;
        Since = now;
        _failedProbes = 0;
        return true;
    }
}
