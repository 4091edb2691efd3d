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

    public LaneStatus Status => _lane.Status;

    public void Notify() => _lane.Notify();

    public void Dispose()
    {
        _lane.Dispose();
        End.Dispose();
    }
}
