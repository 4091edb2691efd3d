namespace PdcBus;

/// <summary>
/// Says that a process uses an outbox file, for as long as it lives: the system lets go when the process ends, however
/// it ends. The lock file itself stays; whoever deletes one could take it from under another's feet.
/// </summary>
internal sealed class FileLock : IDisposable
{
    /// <summary>How a file that another process holds is reported on Linux, macOS and Windows.</summary>
    private static readonly int[] HeldByAnother = [11, 35, unchecked((int)0x80070020), unchecked((int)0x80070021)];

    private readonly FileStream _stream;

    private FileLock(FileStream stream) => _stream = stream;

    /// <summary>Takes the lock of a file; null if another process has it.</summary>
    public static FileLock? TryTake(string file)
    {
        try
        {
            return new FileLock(new FileStream(
                file + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0));
        }
        catch (IOException error) when (HeldByAnother.Contains(error.HResult))
        {
            return null;
        }
    }

    public void Dispose() => _stream.Dispose();
}
