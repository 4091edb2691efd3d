using Microsoft.Extensions.DependencyInjection;

namespace PdcBus;

internal sealed class PdcEventScope(AsyncServiceScope scope, PdcPublication publication)
    : IPdcEventScope
{
    private static readonly ActionOutcome Success = new(200);

    public IServiceProvider Services => scope.ServiceProvider;

    public IPdcEventBuffer Buffer { get; } = scope.ServiceProvider.GetRequiredService<IPdcEventBuffer>();

    public Task CompleteAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return publication.CompleteAsync(Success);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (publication.IsDecided) return;
            Buffer.Discard("the scope was left without CompleteAsync");
            await publication.CompleteAsync(Success).ConfigureAwait(false);
        }
        finally
        {
            await scope.DisposeAsync().ConfigureAwait(false);
        }
    }
}
