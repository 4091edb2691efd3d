using System.Diagnostics;

namespace PdcBus;

/// <summary>Kills the own process (SIGKILL), without any farewell, when it gets to a point for the n-th time.</summary>
internal sealed class Fuse(Failpoint point, int after)
{
    private int _left = after;

    public void Reach(Failpoint reached)
    {
        if (reached != point || Interlocked.Decrement(ref _left) != 0) return;
        using var self = Process.GetCurrentProcess();
        self.Kill();
        self.WaitForExit();
    }
}
