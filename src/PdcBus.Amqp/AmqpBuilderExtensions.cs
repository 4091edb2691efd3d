using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace PdcBus;

/// <summary>Adds the AMQP 1.0 messenger.</summary>
public static class AmqpBuilderExtensions
{
    /// <summary>
    /// Adds the messenger <c>amqp</c> for ActiveMQ, Artemis, RabbitMQ, Qpid and other servers that speak AMQP 1.0,
    /// configured by the section <c>PdcBus:Amqp</c>.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Changes what the section says.</param>
    public static IPdcBusBuilder AddAmqpMessenger(this IPdcBusBuilder builder, Action<AmqpOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = builder.AddOptions<AmqpOptions>("Amqp");
        if (configure is not null) options.Configure(configure);
        builder.Services.AddSingleton<IValidateOptions<AmqpOptions>, AmqpOptionsValidator>();
        return builder.AddMessenger<AmqpMessenger>(AmqpMessenger.Name);
    }
}
