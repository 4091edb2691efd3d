namespace PdcBus;

/// <summary>How a lane is asked to end. Each way is harder than the one before, and a harder one may follow.</summary>
internal sealed class LaneEnd : IDisposable
{
    private readonly CancellationTokenSource _abort = new();
    private readonly CancellationTokenSource _any = new();

    public LaneEnd()
    {
        // Taken now: who still holds a lane that was handed back may ask, and a disposed source would throw.
        Aborted = _abort.Token;
        Requested = _any.Token;
    }

    /// <summary>Send what waits, then end; at once if the bus is unreachable. A graceful stop.</summary>
    public bool IsDraining { get; private set; }

    /// <summary>Send nothing more, let what is under way arrive, then end. A lane that is handed back.</summary>
    public bool IsYielding { get; private set; }

    /// <summary>Recall what is under way and end. A stop whose time is up, or a lane that was lost.</summary>
    public CancellationToken Aborted { get; }

    /// <summary>Cancelled with the first request of any kind.</summary>
    public CancellationToken Requested { get; }

    public void Drain()
    {
        IsDraining = true;
        _any.Cancel();
    }

    public void Yield()
    {
        IsYielding = true;
        _any.Cancel();
    }

    public void Abort()
    {
        _abort.Cancel();
        _any.Cancel();
    }

    public void Dispose()
    {
        _abort.Dispose();
        _any.Dispose();
    }
}
