using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace PdcBus;

/// <summary>Makes the strategies of the application's context, as its provider would, and wraps those that retry.</summary>
internal sealed class OutboxStrategyFactory(ExecutionStrategyDependencies dependencies) : IExecutionStrategyFactory
{
    private static readonly ConcurrentDictionary<Type, Type> Factories = new();

    public IExecutionStrategy Create()
    {
        var configured = Provided().Create();
        return configured is ExecutionStrategy || configured.RetriesOnFailure
            ? new OutboxStrategy(configured, dependencies.CurrentContext)
            : configured;
    }

    /// <summary>The factory that this one stands in for, and that is registered no more.</summary>
    private IExecutionStrategyFactory Provided()
    {
        var provider = dependencies.Options.Extensions.First(e => e.Info.IsDatabaseProvider);
        var factory = Factories.GetOrAdd(provider.GetType(), static (_, extension) => FactoryOf(extension), provider);
        return (IExecutionStrategyFactory)Activator.CreateInstance(factory, dependencies)!;
    }

    private static Type FactoryOf(IDbContextOptionsExtension provider)
    {
        var services = new ServiceCollection();
        provider.ApplyServices(services);
        return services.FirstOrDefault(s => s.ServiceType == typeof(IExecutionStrategyFactory))?.ImplementationType ??
            typeof(RelationalExecutionStrategyFactory);
    }
}
