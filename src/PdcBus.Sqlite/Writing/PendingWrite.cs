namespace PdcBus;

/// <summary>
/// Something that waits to be written. Its task ends when it is durable, or has failed; its work may run twice,
/// because a group that fails is undone and written one by one.
/// </summary>
internal sealed class PendingWrite(Action<OutboxTables> work)
    : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public void Apply(OutboxTables tables) => work(tables);
}
