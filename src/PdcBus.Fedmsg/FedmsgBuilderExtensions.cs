using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace PdcBus;

/// <summary>Adds fedmsg to an application.</summary>
public static class FedmsgBuilderExtensions
{
    /// <summary>
    /// Adds the messenger <c>fedmsg</c>, configured by the section <c>PdcBus:Fedmsg</c>. If it is chosen, its
    /// certificate and key are checked when the application starts.
    /// </summary>
    /// <param name="builder">What <c>AddPdcBus()</c> returned.</param>
    /// <param name="configure">Changes the options after the configuration has been read.</param>
    /// <exception cref="ArgumentException">It was added before.</exception>
    public static IPdcBusBuilder AddFedmsgMessenger(this IPdcBusBuilder builder, Action<FedmsgOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = builder.AddOptions<FedmsgOptions>("Fedmsg");
        if (configure is not null) options.Configure(configure);
        builder.Services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<FedmsgOptions>, FedmsgOptionsValidator>());
        return builder.AddMessenger<FedmsgMessenger>(FedmsgMessenger.Name);
    }
}
