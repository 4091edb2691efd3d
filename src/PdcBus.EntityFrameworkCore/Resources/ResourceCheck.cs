using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace PdcBus;

/// <summary>Finds mistakes of the program at the start. Touches no database.</summary>
internal sealed class ResourceCheck(IEnumerable<ResourceCatalog> catalogs, IServiceProvider services) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        using var scope = services.CreateScope();
        foreach (var catalog in catalogs)
        {
            _ = catalog.In(ScopedContext.Check(catalog.ContextType, scope.ServiceProvider).Model);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
