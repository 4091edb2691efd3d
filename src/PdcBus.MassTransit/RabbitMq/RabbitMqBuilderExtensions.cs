using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace PdcBus;

/// <summary>Adds the messenger for RabbitMQ.</summary>
public static class RabbitMqBuilderExtensions
{
    /// <summary>
    /// Adds the messenger <c>rabbitmq</c>, set up by the section <c>PdcBus:RabbitMq</c>. Nothing is connected, and no
    /// option is looked at, unless the messenger is chosen.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Changes what the configuration says.</param>
    /// <exception cref="ArgumentException">The messenger was added before.</exception>
    public static IPdcBusBuilder AddRabbitMqMessenger(
        this IPdcBusBuilder builder, Action<RabbitMqOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = builder.AddOptions<RabbitMqOptions>("RabbitMq");
        if (configure is not null) options.Configure(configure);
        builder.Services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<RabbitMqOptions>, RabbitMqOptionsValidator>());
        return builder.AddMessenger(RabbitMqMessenger.Name, RabbitMqMessenger.Create);
    }
}
