using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace PdcBus;

/// <summary>An application with one messenger in it, made by the container as in production.</summary>
public sealed class MessengerBench : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly List<IHostedService> _running = [];

    /// <summary>Builds it; nothing is started.</summary>
    public MessengerBench(Action<IPdcBusBuilder> add, IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection(settings)
            .AddInMemoryCollection([new("PdcBus:Outbox:SoftLimit", "1000000")])
            .Build());
        add(services.AddPdcBus());
        _services = services.BuildServiceProvider();
    }

    /// <summary>The messenger alone, without the relay.</summary>
    public IMessenger Messenger => Assert.Single(_services.GetRequiredService<ChosenMessengers>().All).Messenger;

    /// <summary>What is in the outbox.</summary>
    public OutboxFigures Figures => _services.GetRequiredService<IOutboxStore>().Figures;

    /// <summary>Starts the relay and what goes with it.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var service in _services.GetServices<IHostedService>())
        {
            await service.StartAsync(cancellationToken);
            _running.Add(service);
        }
    }

    /// <summary>Adds events as a job of an application would.</summary>
    public async Task PublishAsync(IEnumerable<object> events, CancellationToken cancellationToken)
    {
        var scopes = _services.GetRequiredService<IPdcEventScopeFactory>();
        foreach (var batch in events.Chunk(100))
        {
            await using var scope = await scopes.OpenAsync("load", cancellationToken: cancellationToken);
            foreach (var one in batch) scope.Buffer.Add(one);
            await scope.CompleteAsync(cancellationToken);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var service in Enumerable.Reverse(_running)) await service.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
    }
}
