using Microsoft.Extensions.DependencyInjection;

namespace PdcBus;

internal sealed class PdcBusBuilder(IServiceCollection services) : IPdcBusBuilder
{
    public IServiceCollection Services { get; } = services;
}
