using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace PdcBus;

/// <summary>An application with PdcBus in it, settings given as pairs, log lines kept.</summary>
internal sealed class Bench : IAsyncDisposable
{
    private readonly IHost _host;
    private bool _started;

    public Bench(Action<IPdcBusBuilder>? add = null, params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(
            settings.Select(s => new KeyValuePair<string, string?>(s.Key, s.Value)));
        builder.Services.AddSingleton<ILoggerFactory>(Logs);
        builder.Services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        add?.Invoke(builder.Services.AddPdcBus());
        builder.Services.AddPdcBus();
        _host = builder.Build();
    }

    public CollectedLogs Logs { get; } = new();

    public IServiceProvider Services => _host.Services;

    public IPdcLedger Ledger => Services.GetRequiredService<IPdcLedger>();

    public IPdcEventScopeFactory Scopes => Services.GetRequiredService<IPdcEventScopeFactory>();

    public async Task<Bench> StartAsync()
    {
        await _host.StartAsync(TestContext.Current.CancellationToken);
        _started = true;
        return this;
    }

    public async Task StopAsync()
    {
        _started = false;
        await _host.StopAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Puts a message of two bytes into the outbox, past everything that would ask for room.</summary>
    public Task FillAsync() => Services.GetRequiredService<IOutboxStore>() is MemoryOutbox outbox
        ? outbox.AppendAsync([new OutboxRow("bus", Make.Message("m"))], CancellationToken.None)
        : throw new InvalidOperationException("This outbox is not in memory.");

    public async ValueTask DisposeAsync()
    {
        if (_started) await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
    }
}
