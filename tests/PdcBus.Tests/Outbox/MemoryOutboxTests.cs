namespace PdcBus;

public sealed class MemoryOutboxTests : OutboxContract
{
    protected override Task<(IOutbox, IOutboxStore)> OpenAsync()
    {
        var outbox = new MemoryOutbox(
            new OutboxSignal(), TimeProvider.System, new PdcLedger(), new CollectedLogs().For<MemoryOutbox>());
        return Task.FromResult<(IOutbox, IOutboxStore)>((outbox, outbox));
    }
}
