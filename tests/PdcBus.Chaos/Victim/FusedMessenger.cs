namespace PdcBus;

/// <summary>A messenger with fuses around its calls.</summary>
internal sealed class FusedMessenger(IMessenger inner, Fuse fuse) : IMessenger, IAsyncDisposable
{
    public Task SendAsync(PdcMessage message, CancellationToken cancellationToken)
    {
        var sending = inner.SendAsync(message, cancellationToken);
        fuse.Reach(Failpoint.Publish);
        return ConfirmAsync(sending);
    }

    private async Task ConfirmAsync(Task sending)
    {
        await sending;
        fuse.Reach(Failpoint.Confirm);
    }

    public ValueTask DisposeAsync() => (inner as IAsyncDisposable)?.DisposeAsync() ?? ValueTask.CompletedTask;
}
