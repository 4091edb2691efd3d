using System.Diagnostics;

namespace PdcBus;

/// <summary>Kills this process, as kill -9 does, at one moment.</summary>
internal sealed class Death(DeathMoment moment)
{
    /// <summary>How often the moment of a single message is let pass, so that it comes in the middle.</summary>
    private const int Spared = 40;

    private int _passed;

    public void At(DeathMoment now)
    {
        if (now == moment) Die();
    }

    public void AtOneOfMany(DeathMoment now)
    {
        if (now == moment && Interlocked.Increment(ref _passed) > Spared) Die();
    }

    private static void Die()
    {
        using var self = Process.GetCurrentProcess();
        self.Kill();
    }
}
