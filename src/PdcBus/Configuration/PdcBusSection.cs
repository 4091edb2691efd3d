using Microsoft.Extensions.Configuration;

namespace PdcBus;

/// <summary>The configuration section that everything of PdcBus is read from.</summary>
/// <param name="Configuration">Usually the section <c>PdcBus</c> of the application's configuration.</param>
internal sealed record PdcBusSection(IConfiguration Configuration)
{
    public const string DefaultName = "PdcBus";

    /// <summary>The full name of a key, for messages: the user sees what to change.</summary>
    public string NameOf(string key) =>
        Configuration is IConfigurationSection section ? $"{section.Path}:{key}" : key;
}
