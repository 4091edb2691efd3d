using Microsoft.Extensions.Configuration;

namespace PdcBus;

/// <summary>
/// The messengers that the configuration chooses, made once. Their constructors check their options, so a mistake
/// stops the start; nobody else's options are looked at.
/// </summary>
internal sealed class ChosenMessengers : IAsyncDisposable
{
    private readonly List<(string Name, IMessenger Messenger)> _chosen;

    public ChosenMessengers(
        IEnumerable<MessengerRegistration> registrations, PdcBusSection section, IServiceProvider services)
    {
        _chosen = [.. Choose([.. registrations], section).Select(r => (r.Name, r.Factory(services)))];
    }

    /// <summary>They and their names, in the order of the configuration.</summary>
    public IReadOnlyList<(string Name, IMessenger Messenger)> All => _chosen;

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, messenger) in _chosen)
        {
            if (messenger is IAsyncDisposable asynchronous) await asynchronous.DisposeAsync().ConfigureAwait(false);
            else (messenger as IDisposable)?.Dispose();
        }
    }

    private static List<MessengerRegistration> Choose(
        List<MessengerRegistration> registered, PdcBusSection section)
    {
        var key = section.NameOf("Messenger");
        var names = NamesIn(section.Configuration);
        if (names.Count > 0)
        {
            return
                [.. names.Distinct(StringComparer.OrdinalIgnoreCase).Select(name => Named(name, registered, section))];
        }

        var own = registered.Where(r => !r.BuiltIn && !registered.Any(c => c.Members.Any(r.IsNamed))).ToList();
        return own.Count switch
        {
            0 => [registered.First(r => r.Name == LogMessenger.Name)],
            1 => own,
            _ => throw new PdcBusException(
                $"{own.Count} messengers are registered ({string.Join(", ", own.Select(r => r.Name))}), and {key} does " +
                "not say which to use. Set it to one of these names, or to a list of them."),
        };
    }

    private static MessengerRegistration Named(
        string name, List<MessengerRegistration> registered, PdcBusSection section)
    {
        if (registered.Find(r => r.IsNamed(name)) is { } named) return named;
        var reason = section.Choice?.ToString() ?? $"{section.NameOf("Messenger")} is '{name}'";
        var example = section.Choice?.Kind.Add ?? "AddRabbitMqMessenger()";
        throw new PdcBusException(
            $"{reason}, and no messenger of that name is registered. Registered are: " +
            $"{string.Join(", ", registered.Select(r => r.Name))}. Choose one of these, or add the missing one " +
            $"in Program.cs, for example builder.Services.AddPdcBus().{example}.");
    }

    /// <summary>One value, or a list; a value wins over list entries that another source left behind.</summary>
    internal static List<string> NamesIn(IConfiguration configuration)
    {
        var section = configuration.GetSection("Messenger");
        if (!string.IsNullOrWhiteSpace(section.Value)) return [section.Value.Trim()];
        return [.. section.GetChildren().Select(c => c.Value?.Trim() ?? "").Where(v => v.Length > 0)];
    }
}
