namespace PdcBus;

/// <summary>Where the outbox file lies. Section <c>PdcBus:Outbox</c>.</summary>
public sealed class SqliteOutboxOptions
{
    /// <summary>
    /// The file, if it ends in <c>.db</c>; else the folder in which <c>outbox.db</c> lies. What is missing is
    /// created; a relative path starts at the content root. It must be on a disk of this machine. Further processes
    /// with the same path put files of their own beside it: <c>outbox-2.db</c> and so on. The default is
    /// <c>pdcbus</c>.
    /// </summary>
    public string Path { get; set; } = "pdcbus";

    /// <summary>
    /// Bytes that have to be free on the disk. While it has less, new writing requests are answered with 503, so that
    /// those that were admitted find room. The default is 134,217,728 (128 MiB); 0 looks at nothing.
    /// </summary>
    public long MinFreeDisk { get; set; } = 128 * 1024 * 1024;

    /// <summary>What an append waits for. The default is <see cref="SqliteSynchronous.Full"/>.</summary>
    public SqliteSynchronous Synchronous { get; set; } = SqliteSynchronous.Full;
}
