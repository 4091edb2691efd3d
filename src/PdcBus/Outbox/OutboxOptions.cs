namespace PdcBus;

/// <summary>
/// How much may wait. Section <c>PdcBus:Outbox</c>, whose key <c>Kind</c> chooses the outbox: <c>memory</c>, or what
/// is registered beside it.
/// </summary>
public sealed class OutboxOptions
{
    /// <summary>
    /// Messages that may wait before new writing requests are answered with 503. The default depends on the kind:
    /// 10,000 in memory, 1,000,000 in a file, no limit in the application's database. What has been admitted is
    /// always taken, so the outbox may hold somewhat more.
    /// </summary>
    public long? SoftLimit { get; set; }

    /// <summary>
    /// Bytes of their bodies that may wait before new writing requests are answered with 503. The default depends on
    /// the kind: 67,108,864 (64 MiB) in memory, 1,073,741,824 (1 GiB) in a file, no limit in the application's
    /// database.
    /// </summary>
    public long? SoftLimitBytes { get; set; }
}
