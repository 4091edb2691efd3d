using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace PdcBus;

/// <summary>Takes over the settings of the original.</summary>
public static class MessageBusBuilderExtensions
{
    /// <summary>
    /// Reads the settings that the original calls <c>MESSAGE_BUS</c>, and rewrites them into those of PdcBus. What the
    /// section <c>PdcBus</c> says itself wins. Nothing happens if there are no such settings.
    /// </summary>
    /// <remarks>
    /// What is wrong with them stops the start: an unknown <c>MLP</c> or <c>BACKEND</c>, one whose messenger is not
    /// registered, a key that is missing, or one that has no counterpart. The messengers themselves are added as usual.
    /// </remarks>
    /// <param name="builder">The builder.</param>
    /// <param name="section">The settings: <c>configuration.GetSection("MESSAGE_BUS")</c>.</param>
    public static IPdcBusBuilder FromMessageBusSettings(this IPdcBusBuilder builder, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(section);
        builder.Services.Replace(ServiceDescriptor.Singleton(new MessageBusSettings(section)));
        return builder;
    }
}
