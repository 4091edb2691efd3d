namespace PdcBus;

public sealed class SqliteOutboxContract : OutboxContract, IAsyncDisposable
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
}
