namespace PdcBus;

/// <summary>A unit of work that writes down what it is told.</summary>
public sealed class RecordingUnitOfWork(Journal journal) : IPdcUnitOfWork
{
    public Task BeginAsync(CancellationToken cancellationToken) => Note("begin");

    public Task CommitAsync(CancellationToken cancellationToken) => Note("commit");

    public Task RollBackAsync(CancellationToken cancellationToken) => Note("roll back");

    private Task Note(string line)
    {
        journal.Add(line);
        return Task.CompletedTask;
    }
}
