using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace PdcBus;

/// <summary>Adds PdcBus to an application.</summary>
public static class PdcBusServiceCollectionExtensions
{
    /// <summary>
    /// Adds the buffer, the in-memory outbox, the relay and the built-in messengers, configured by the section
    /// <c>PdcBus</c> of the application's configuration. Safe to call more than once.
    /// </summary>
    public static IPdcBusBuilder AddPdcBus(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(provider => PdcBusSection.Create(
            (provider.GetService<IConfiguration>() ?? new ConfigurationBuilder().Build())
            .GetSection(PdcBusSection.DefaultName),
            provider));
        return AddCore(new PdcBusBuilder(services));
    }

    /// <summary>The same, configured by another section.</summary>
    public static IPdcBusBuilder AddPdcBus(this IServiceCollection services, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(section);
        services.Replace(ServiceDescriptor.Singleton(provider => PdcBusSection.Create(section, provider)));
        return AddCore(new PdcBusBuilder(services));
    }

    /// <summary>
    /// Adds generated JSON code for the application's own events, for example <c>MyJsonContext.Default</c>. Without
    /// it they are written by reflection.
    /// </summary>
    public static IPdcBusBuilder AddEventJson(this IPdcBusBuilder builder, IJsonTypeInfoResolver resolver)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(resolver);
        builder.Services.AddSingleton(new EventJsonResolver(resolver));
        return builder;
    }

    private static PdcBusBuilder AddCore(PdcBusBuilder builder)
    {
        if (builder.Services.Any(d => d.ServiceType == typeof(PdcPublisher))) return builder;
        AddOptions(builder);
        AddBuffer(builder.Services);
        AddOutbox(builder.Services);
        AddRelay(builder.Services);
        AddMessengers(builder.Services);
        return builder;
    }

    private static void AddOptions(PdcBusBuilder builder)
    {
        builder.AddOptions<PdcBusOptions>("").ValidateOnStart();
        builder.AddOptions<OutboxOptions>("Outbox").ValidateOnStart();
        builder.AddOptions<RelayOptions>("Relay").ValidateOnStart();
        builder.AddOptions<ParkedOptions>("Parked").ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<PdcBusOptions>, PdcBusOptionsValidator>();
        builder.Services.AddSingleton<IValidateOptions<OutboxOptions>, OutboxOptionsValidator>();
        builder.Services.AddSingleton<IValidateOptions<RelayOptions>, RelayOptionsValidator>();
        builder.Services.AddSingleton<IValidateOptions<ParkedOptions>, ParkedOptionsValidator>();
    }

    private static void AddBuffer(IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<EventJson>();
        services.AddSingleton<IPdcJsonComparer, JsonComparer>();
        services.AddSingleton<MessageWriter>();
        services.AddSingleton<PdcLedger>();
        services.AddSingleton<IPdcLedger>(p => p.GetRequiredService<PdcLedger>());
        services.AddSingleton<PdcPublisher>();
        services.AddScoped<PdcEventBuffer>();
        services.AddScoped<IPdcEventBuffer>(p => p.GetRequiredService<PdcEventBuffer>());
        services.AddScoped(p => new PdcCommits(
            p.GetRequiredService<PdcEventBuffer>(), p.GetRequiredService<PdcPublisher>()));
        services.AddScoped(p => new PdcPublication(
            p.GetRequiredService<PdcEventBuffer>(),
            p.GetRequiredService<PdcPublisher>(),
            p.GetRequiredService<PdcCommits>(),
            p.GetRequiredService<OutboxAdmission>(),
            p));
        services.AddSingleton<IPdcEventScopeFactory, PdcEventScopeFactory>();
    }

    private static void AddOutbox(IServiceCollection services)
    {
        services.AddSingleton<OutboxSignal>();
        services.AddSingleton<OutboxAdmission>();
        services.AddSingleton<MemoryOutbox>();
        services.AddSingleton(new OutboxRegistration
        {
            Kind = MemoryOutbox.Kind,
            Outbox = p => p.GetRequiredService<MemoryOutbox>(),
            Store = p => p.GetRequiredService<MemoryOutbox>(),
            SoftLimit = 10_000,
            SoftLimitBytes = 64 * 1024 * 1024,
            BuiltIn = true,
        });
        services.AddSingleton<ChosenOutbox>();
        services.TryAddTransient<IOutbox>(p => p.GetRequiredService<ChosenOutbox>().For(p));
        services.TryAddSingleton<IOutboxStore>(p => p.GetRequiredService<ChosenOutbox>().Store);
        services.TryAddSingleton<IOutboxLeases>(p => p.GetRequiredService<ChosenOutbox>().Leases);
        services.AddHostedService(p => p.GetRequiredService<ChosenOutbox>());
    }

    private static void AddRelay(IServiceCollection services)
    {
        services.AddSingleton<ChosenMessengers>();
        services.AddSingleton<LaneRouter>();
        services.AddSingleton<LaneFactory>();
        services.AddSingleton<RelayService>();
        services.AddHostedService(p => p.GetRequiredService<RelayService>());
        services.AddSingleton<IPdcParkedMessages, ParkedMessages>();
        services.AddHostedService<ParkedRetention>();
    }

    private static void AddMessengers(IServiceCollection services)
    {
        services.AddSingleton<CaptureMessenger>(_ => new CaptureMessenger());
        Add(LogMessenger.Name, p => ActivatorUtilities.CreateInstance<LogMessenger>(p));
        Add(NoneMessenger.Name, _ => new NoneMessenger());
        Add(CaptureMessenger.Name, p => p.GetRequiredService<CaptureMessenger>());

        void Add(string name, Func<IServiceProvider, IMessenger> factory) =>
            MessengerRegistration.Add(services, new MessengerRegistration(name, factory, BuiltIn: true));
    }
}
