using Microsoft.Extensions.DependencyInjection;

namespace PdcBus;

internal sealed class PdcEventScopeFactory(IServiceScopeFactory scopes) : IPdcEventScopeFactory
{
    public async Task<IPdcEventScope> OpenAsync(
        string name,
        PdcOrigin origin = default,
        PdcTransaction transaction = PdcTransaction.Required,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var scope = scopes.CreateAsyncScope();
        try
        {
            var publication = scope.ServiceProvider.GetRequiredService<PdcPublication>();
            publication.Open(name, mayWrite: true, () => origin);
            if (transaction == PdcTransaction.Required)
            {
                await publication.BeginAsync(cancellationToken).ConfigureAwait(false);
            }

            return new PdcEventScope(scope, publication);
        }
        catch
        {
            await scope.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
