using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace PdcBus;

/// <summary>Adds fedora-messaging to an application.</summary>
public static class FedoraMessagingBuilderExtensions
{
    /// <summary>
    /// Adds the messenger <c>fedora-messaging</c>, configured by the section <c>PdcBus:FedoraMessaging</c>. The broker
    /// is first reached with the first message.
    /// </summary>
    /// <param name="builder">What <c>AddPdcBus()</c> returned.</param>
    /// <param name="configure">Changes the options after the configuration has been read.</param>
    /// <exception cref="ArgumentException">It was added before.</exception>
    public static IPdcBusBuilder AddFedoraMessagingMessenger(
        this IPdcBusBuilder builder, Action<FedoraMessagingOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = builder.AddOptions<FedoraMessagingOptions>("FedoraMessaging");
        if (configure is not null) options.Configure(configure);
        builder.Services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<FedoraMessagingOptions>, FedoraMessagingOptionsValidator>());
        return builder.AddMessenger<FedoraMessagingMessenger>(FedoraMessagingMessenger.Name);
    }
}
