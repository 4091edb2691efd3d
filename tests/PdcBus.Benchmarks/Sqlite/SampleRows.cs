namespace PdcBus;

/// <summary>Rows as an ordinary event makes them: about 0.9 KB with all its columns.</summary>
internal static class SampleRows
{
    public const string Lane = "bus";

    private static readonly byte[] Body = [.. Enumerable.Repeat((byte)'x', 700)];
    private static readonly Dictionary<string, string> Headers = new()
    {
        [PdcHeaders.MessageId] = Guid.Empty.ToString(),
        [PdcHeaders.Author] = "somebody",
        [PdcHeaders.ChangesetId] = "123456",
        [PdcHeaders.CommittedOn] = "2026-03-08T12:00:00.000000Z",
    };

    public static OutboxRow[] New(int count)
    {
        var rows = new OutboxRow[count];
        for (var i = 0; i < count; i++) rows[i] = new OutboxRow(Lane, Message());
        return rows;
    }

    public static PdcMessage Message()
    {
        var now = TimeProvider.System.GetUtcNow();
        return new PdcMessage
        {
            Id = Guid.CreateVersion7(now),
            Topic = "compose",
            Body = Body,
            Headers = Headers,
            OrderingKey = "TP-1.0-20150310.0",
            CreatedAt = now,
            TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        };
    }

    /// <summary>An outbox in a folder, without the relay.</summary>
    public static ServiceProvider Open(string folder)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddPdcBus().AddSqliteOutbox(options => options.Path = folder);
        return services.BuildServiceProvider();
    }
}
