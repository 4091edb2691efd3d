using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace PdcBus;

/// <summary>Adds the STOMP messenger.</summary>
public static class StompBuilderExtensions
{
    /// <summary>
    /// Adds the messenger <c>stomp</c> for RabbitMQ, ActiveMQ, Artemis and other servers that speak STOMP, configured by
    /// the section <c>PdcBus:Stomp</c>.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Changes what the section says.</param>
    public static IPdcBusBuilder AddStompMessenger(
        this IPdcBusBuilder builder, Action<StompOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = builder.AddOptions<StompOptions>("Stomp");
        if (configure is not null) options.Configure(configure);
        builder.Services.AddSingleton<IValidateOptions<StompOptions>, StompOptionsValidator>();
        return builder.AddMessenger<StompMessenger>(StompMessenger.Name);
    }
}
