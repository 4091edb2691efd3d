using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace PdcBus;

/// <summary>The configuration section that everything of PdcBus is read from.</summary>
/// <param name="Configuration">Usually the section <c>PdcBus</c> of the application's configuration.</param>
internal sealed record PdcBusSection(IConfiguration Configuration)
{
    public const string DefaultName = "PdcBus";

    /// <summary>Its full name; empty if it is no section.</summary>
    public string Path { get; private init; } = (Configuration as IConfigurationSection)?.Path ?? "";

    /// <summary>What chose the messenger, if the original's settings did.</summary>
    public MessageBusChoice? Choice { get; private init; }

    /// <summary>The section as the application sees it: over the original's settings, if it has any.</summary>
    /// <exception cref="PdcBusException">Something is wrong with the original's settings.</exception>
    public static PdcBusSection Create(IConfiguration own, IServiceProvider services)
    {
        var section = new PdcBusSection(own);
        return services.GetService<MessageBusSettings>()?.Rewrite(section) is { } rewriting
            ? section with { Configuration = rewriting.Configuration, Choice = rewriting.Choice }
            : section;
    }

    /// <summary>The full name of a key, for messages: the user sees what to change.</summary>
    public string NameOf(string key) => Path.Length > 0 ? $"{Path}:{key}" : key;
}
