using MassTransit;
using MassTransit.Configuration;
using MassTransit.Logging;
using MassTransit.Transports;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace PdcBus;

/// <summary>
/// A MassTransit bus in a container of its own. The application's <c>AddMassTransit</c>, its hosted service, its health
/// checks and its test harness never meet it, and a messenger that is not chosen has no bus at all.
/// </summary>
internal sealed class PrivateBus : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private PrivateBus(ServiceProvider services, IBusInstance instance, ILogContext logContext)
    {
        _services = services;
        Control = instance.BusControl;
        Host = instance.HostConfiguration;
        LogContext = logContext;
    }

    public IBusControl Control { get; }

    public IHostConfiguration Host { get; }

    /// <summary>Where MassTransit logs. It looks for it in the asynchronous context of each call.</summary>
    public ILogContext LogContext { get; }

    /// <summary>Makes the bus. Does no I/O.</summary>
    public static PrivateBus Create(Action<IBusRegistrationConfigurator> configure, IServiceProvider application)
    {
        var loggers = new QuietLoggerFactory(application.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance);
        var services = new ServiceCollection();
        services.AddSingleton<ILoggerFactory>(loggers);
        if (application.GetService<IConfiguration>() is { } configuration) services.AddSingleton(configuration);
        services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            configure(bus);
        });

        var provider = services.BuildServiceProvider();
        var caller = MassTransit.LogContext.Current;
        try
        {
            // The bus would take the one that it finds here, which may be that of another bus.
            MassTransit.LogContext.ConfigureCurrentLogContext(loggers);
            var instance = provider.GetService<IBusInstance>() ?? throw new PdcBusException(
                "The messenger has no transport. Call one of MassTransit's Using… methods in AddMassTransitMessenger, for "
                + "example x => x.UsingInMemory().");
            return new PrivateBus(provider, instance, MassTransit.LogContext.Current);
        }
        finally
        {
            MassTransit.LogContext.Current = caller;
        }
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
