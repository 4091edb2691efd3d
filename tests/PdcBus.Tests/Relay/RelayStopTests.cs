using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace PdcBus;

public sealed class RelayStopTests
{
    [Fact]
    public async Task Relay_StoppedAgainWhenDisposed_IsAtPeace()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection([new("PdcBus:Messenger", "none")])
            .Build());
        services.AddPdcBus();
        var provider = services.BuildServiceProvider();
        var hosted = provider.GetServices<IHostedService>().ToList();
        foreach (var service in hosted) await service.StartAsync(TestContext.Current.CancellationToken);

        foreach (var service in hosted) await service.StopAsync(TestContext.Current.CancellationToken);
        await provider.DisposeAsync();
        foreach (var service in hosted) await service.StopAsync(TestContext.Current.CancellationToken);

        Assert.Contains(hosted, service => service is RelayService);
    }
}
