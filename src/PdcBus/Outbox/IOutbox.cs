namespace PdcBus;

/// <summary>
/// The writing side of an outbox. A singleton, or scoped where it joins the application's transaction.
/// </summary>
public interface IOutbox
{
    /// <summary>
    /// Whether <see cref="AppendAsync"/> writes into the application's own transaction, so that it has to come
    /// before the commit.
    /// </summary>
    bool JoinsTransaction { get; }

    /// <summary>
    /// Stores the rows, all or none, in this order. When it returns they are as durable as the outbox can make
    /// them, or become so with the transaction that it joins. What has been admitted is never refused for want of
    /// room.
    /// </summary>
    Task AppendAsync(IReadOnlyList<OutboxRow> rows, CancellationToken cancellationToken);
}
