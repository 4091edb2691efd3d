using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace PdcBus;

/// <summary>An application with its relay, configured as its settings say.</summary>
internal sealed class App : IAsyncDisposable
{
    private readonly IHost _host;

    private App(IHost host) => _host = host;

    public IServiceProvider Services => _host.Services;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static Task<App> StartAsync(
        string contentRoot, Action<IPdcBusBuilder> add, params (string Key, string Value)[] settings) =>
        StartAsync(contentRoot, TimeProvider.System, add, settings);

    public static async Task<App> StartAsync(
        string contentRoot, TimeProvider clock, Action<IPdcBusBuilder> add, params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = contentRoot });
        foreach (var (key, value) in settings) builder.Configuration[$"PdcBus:{key}"] = value;
        builder.Services.AddSingleton(clock);
        builder.Services.AddLogging(logging => logging.ClearProviders());
        builder.Services.AddHealthChecks().AddPdcBus();
        add(builder.Services.AddPdcBus());
        var host = builder.Build();
        try
        {
            await host.StartAsync(Token);
        }
        catch
        {
            host.Dispose();
            throw;
        }

        return new App(host);
    }

    /// <summary>Publishes a compose event for each id, as one scope.</summary>
    public async Task PublishAsync(params string[] composes)
    {
        await using var scope = await Services.GetRequiredService<IPdcEventScopeFactory>().OpenAsync("test", cancellationToken: Token);
        foreach (var id in composes) scope.Buffer.Add(new ComposeCreated(id, new DateOnly(2026, 3, 8), "test", 0));
        await scope.CompleteAsync(Token);
    }

    public async Task<(HealthStatus Status, string? Description)> HealthAsync()
    {
        var report = await Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Token);
        return (report.Status, report.Entries["pdcbus"].Description);
    }

    public Task StopAsync() => _host.StopAsync(Token);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
    }
}
