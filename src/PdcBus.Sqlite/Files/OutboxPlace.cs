namespace PdcBus;

/// <summary>A file's place in the folder, and the lock that says whose it is.</summary>
internal sealed record OutboxPlace(string File, FileLock Lock) : IDisposable
{
    public void Dispose() => Lock.Dispose();
}
