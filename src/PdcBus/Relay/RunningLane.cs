namespace PdcBus;

/// <summary>A lane that this process holds, with its loop.</summary>
internal sealed class RunningLane : IDisposable
{
    private readonly Lane _lane;

    public RunningLane(string name, Lane lane, LaneLease lease)
    {
        Name = name;
        Lease = lease;
        _lane = lane;
        Task = Task.Run(() => lane.RunAsync(lease, End));
    }

    public string Name { get; }

    public LaneLease Lease { get; }

    public LaneEnd End { get; } = new();

    public Task Task { get; }

    /// <summary>Whether it was asked to end and has: it waits for being handed back.</summary>
    public bool HasEnded => Task.IsCompleted && End.Requested.IsCancellationRequested;

    /// <summary>What the lane says of itself; one that died does not say so.</summary>
    public LaneStatus Status => Task.IsCompleted ? _lane.Status with { Running = false } : _lane.Status;

    public void Notify() => _lane.Notify();

    public void Dispose()
    {
        _lane.Dispose();
        End.Dispose();
    }
}
