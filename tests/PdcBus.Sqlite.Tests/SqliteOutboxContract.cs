namespace PdcBus;

public sealed class SqliteOutboxContract : DurableOutboxContract, IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private Box? _box;

    public async ValueTask DisposeAsync()
    {
        if (_box is not null) await _box.DisposeAsync();
        _folder.Dispose();
    }

    protected override Task<(IOutbox Outbox, IOutboxStore Store)> OpenAsync()
    {
        _box = new Box(_folder.Path);
        return Task.FromResult((_box.Outbox, _box.Store));
    }

    protected override async Task<(IOutbox Outbox, IOutboxStore Store)> ReopenAsync()
    {
        await _box!.DisposeAsync();
        return await OpenAsync();
    }
}
