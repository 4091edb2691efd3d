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

    private PrivateBus(ServiceProvider services, ILogContext logContext)
    {
        _services = services;
        LogContext = logContext;
        var instance = services.GetService<IBusInstance>() ?? throw new PdcBusException(
            "The messenger has no transport. Call one of MassTransit's Using… methods in AddMassTransitMessenger, for "
            + "example x => x.UsingInMemory().");
        Control = instance.BusControl;
        Host = instance.HostConfiguration;
    }

    public IBusControl Control { get; }

    public IHostConfiguration Host { get; }

    /// <summary>Where MassTransit logs. It looks for it in the asynchronous context of each call.</summary>
    public ILogContext LogContext { get; }

    /// <summary>Makes the bus. Does no I/O.</summary>
    public static PrivateBus Create(Action<IBusRegistrationConfigurator> configure, IServiceProvider application)
    {
        var caller = MassTransit.LogContext.Current;
        var loggers = new QuietLoggerFactory(application.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance);
        try
        {
            MassTransit.LogContext.ConfigureCurrentLogContext(loggers);
            var services = new ServiceCollection();
            services.AddSingleton<ILoggerFactory>(loggers);
            if (application.GetService<IConfiguration>() is { } configuration) services.AddSingleton(configuration);
            services.AddMassTransit(bus =>
            {
                bus.DisableUsageTelemetry();
                configure(bus);
            });
            return new PrivateBus(services.BuildServiceProvider(), MassTransit.LogContext.Current);
        }
        finally
        {
            MassTransit.LogContext.Current = caller;
        }
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
