using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace PdcBus;

/// <summary>
/// An application on PdcBus that is there to be killed. It obeys lines on its standard input: <c>clock SECONDS</c> puts
/// its clock forward. Its log goes to the standard error.
/// </summary>
internal static class VictimProgram
{
    public static async Task<int> RunAsync(VictimOptions options)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["PdcBus:RabbitMq:Urls:0"] = options.RabbitMq,
            ["PdcBus:RabbitMq:Exchange:Name"] = options.Exchange,
            ["PdcBus:Relay:Shards"] = options.Shards.ToString(CultureInfo.InvariantCulture),
            ["PdcBus:Outbox:Path"] = options.Database,
        });
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.Logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(
            console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);

        var clock = new ShiftedClock();
        builder.Services.AddSingleton<TimeProvider>(clock);
        AddPdcBus(builder.Services, options, new Fuse(options.DiesAt, options.DiesAfter));

        using var host = builder.Build();
        _ = Task.Run(() => Obey(clock));
        await host.RunAsync();
        return 0;
    }

    private static void AddPdcBus(IServiceCollection services, VictimOptions options, Fuse fuse)
    {
        services.AddSingleton(options);
        services.AddSingleton(fuse);
        var bus = services.AddPdcBus().AddRabbitMqMessenger();
        if (options.Outbox == VictimOutbox.File)
        {
            bus.AddSqliteOutbox();
        }
        else
        {
            services.AddDbContext<FactContext>(context => FactContext.Use(context, options.Outbox, options.Database));
            bus.AddEntityFrameworkOutbox<FactContext>();
        }

        Wrap<MessengerRegistration>(services, messenger => messenger.BuiltIn ? messenger : messenger with
        {
            Factory = provider => new FusedMessenger(messenger.Factory(provider), fuse),
        });
        Wrap<OutboxRegistration>(services, outbox => outbox.BuiltIn ? outbox : new OutboxRegistration
        {
            Kind = outbox.Kind,
            Outbox = outbox.Outbox,
            Store = provider => new FusedStore(outbox.Store(provider), fuse),
            Leases = outbox.Leases,
            EventAdded = outbox.EventAdded,
        });
        services.AddHostedService<Writers>();
    }

    private static void Wrap<T>(IServiceCollection services, Func<T, T> wrap)
        where T : class
    {
        for (var i = 0; i < services.Count; i++)
        {
            if (services[i].ImplementationInstance is T instance) services[i] = ServiceDescriptor.Singleton(wrap(instance));
        }
    }

    private static void Obey(ShiftedClock clock)
    {
        while (Console.In.ReadLine() is { } line)
        {
            if (line.Split(' ') is ["clock", var seconds])
            {
                clock.Shift(TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture)));
                Console.WriteLine("obeyed");
            }
        }
    }
}
