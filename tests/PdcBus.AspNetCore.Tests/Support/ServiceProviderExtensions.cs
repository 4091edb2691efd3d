using Microsoft.Extensions.DependencyInjection;

namespace PdcBus;

public static class ServiceProviderExtensions
{
    public static IPdcEventBuffer GetBuffer(this IServiceProvider services) =>
        services.GetRequiredService<IPdcEventBuffer>();

    public static Journal GetJournal(this IServiceProvider services) => services.GetRequiredService<Journal>();
}
