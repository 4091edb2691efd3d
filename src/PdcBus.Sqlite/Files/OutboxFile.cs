namespace PdcBus;

/// <summary>The file of this process while it is open: its lock, the writing half and the reading half.</summary>
internal sealed class OutboxFile : IDisposable
{
    private readonly FileLock _lock;

    private OutboxFile(string path, FileLock fileLock, OutboxTables tables, OutboxReader reader)
    {
        Path = path;
        _lock = fileLock;
        Tables = tables;
        Reader = reader;
    }

    public string Path { get; }

    public OutboxTables Tables { get; }

    public OutboxReader Reader { get; }

    /// <summary>Opens a file that is locked. If that fails the lock stays with the caller.</summary>
    public static OutboxFile Open(string path, FileLock fileLock, SqliteSynchronous synchronous, FileFigures figures)
    {
        var connection = OutboxDatabase.OpenForWriting(path, synchronous);
        try
        {
            var tables = new OutboxTables(connection, synchronous, figures);
            return new OutboxFile(path, fileLock, tables, new OutboxReader(path));
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Closes both halves; the last one out moves what the log holds into the file and removes the log. The lock is
    /// let go last, so that whoever takes it finds one tidy file.
    /// </summary>
    public void Dispose()
    {
        CloseHalves();
        _lock.Dispose();
    }

    /// <summary>Closes the file and keeps the lock, which the caller takes over.</summary>
    public FileLock Surrender()
    {
        CloseHalves();
        return _lock;
    }

    private void CloseHalves()
    {
        Reader.Dispose();
        Tables.Dispose();
    }
}
