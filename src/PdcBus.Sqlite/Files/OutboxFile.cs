namespace PdcBus;

/// <summary>The file of this process while it is open: the writing half and the reading half.</summary>
internal sealed class OutboxFile : IDisposable
{
    private OutboxFile(string path, OutboxTables tables, OutboxReader reader)
    {
        Path = path;
        Tables = tables;
        Reader = reader;
    }

    public string Path { get; }

    public OutboxTables Tables { get; }

    public OutboxReader Reader { get; }

    /// <summary>Opens a file whose place the caller holds.</summary>
    public static OutboxFile Open(string path, SqliteSynchronous synchronous, FileFigures figures)
    {
        var connection = OutboxDatabase.OpenForWriting(path, synchronous);
        try
        {
            var tables = new OutboxTables(connection, synchronous, figures);
            return new OutboxFile(path, tables, new OutboxReader(path));
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>The last one out moves what the log holds into the file and removes the log.</summary>
    public void Dispose()
    {
        Reader.Dispose();
        Tables.Dispose();
    }
}
