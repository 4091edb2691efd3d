namespace PdcBus;

/// <summary>What happened, in order: actions, the unit of work and the outbox write into it.</summary>
public sealed class Journal
{
    private readonly Lock _gate = new();
    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_gate) return [.. _lines];
        }
    }

    public void Add(string line)
    {
        lock (_gate) _lines.Add(line);
    }
}
