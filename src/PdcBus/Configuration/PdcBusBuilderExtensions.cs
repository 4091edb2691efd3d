using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace PdcBus;

/// <summary>What messengers and outboxes of other packages register themselves with.</summary>
public static class PdcBusBuilderExtensions
{
    /// <summary>
    /// Adds an options class that is read from a part of the <c>PdcBus</c> section. It is validated when its
    /// messenger is chosen, not before.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="section">The part's name, for example <c>RabbitMq</c>; empty for the section itself.</param>
    public static OptionsBuilder<TOptions> AddOptions<TOptions>(this IPdcBusBuilder builder, string section)
        where TOptions : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(section);
        return builder.Services.AddOptions<TOptions>().Configure<PdcBusSection>((options, root) =>
            (section.Length == 0 ? root.Configuration : root.Configuration.GetSection(section)).Bind(options));
    }

    /// <summary>Adds a messenger under a name that <c>PdcBus:Messenger</c> can choose.</summary>
    /// <exception cref="ArgumentException">The name is empty, taken, or holds a <c>#</c>.</exception>
    public static IPdcBusBuilder AddMessenger<TMessenger>(this IPdcBusBuilder builder, string name)
        where TMessenger : class, IMessenger =>
        builder.AddMessenger(name, services => ActivatorUtilities.CreateInstance<TMessenger>(services));

    /// <summary>Adds a messenger that a factory makes, under a name that <c>PdcBus:Messenger</c> can choose.</summary>
    /// <exception cref="ArgumentException">The name is empty, taken, or holds a <c>#</c>.</exception>
    public static IPdcBusBuilder AddMessenger(
        this IPdcBusBuilder builder, string name, Func<IServiceProvider, IMessenger> factory)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(factory);
        MessengerRegistration.Add(builder.Services, new MessengerRegistration(name, factory));
        return builder;
    }

    /// <summary>
    /// Adds an outbox under a name that <c>PdcBus:Outbox:Kind</c> can choose. The only one that is added is chosen
    /// without being named.
    /// </summary>
    /// <exception cref="ArgumentException">The kind is empty or taken.</exception>
    public static IPdcBusBuilder AddOutbox(this IPdcBusBuilder builder, OutboxRegistration registration)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(registration);
        ArgumentException.ThrowIfNullOrWhiteSpace(registration.Kind);
        if (builder.Services.Any(d =>
            d.ImplementationInstance is OutboxRegistration other && ChosenOutbox.Is(other, registration.Kind)))
        {
            throw new ArgumentException(
                $"An outbox of the kind '{registration.Kind}' is registered already: one is enough.", nameof(registration));
        }

        builder.Services.AddSingleton(registration);
        return builder;
    }
}
