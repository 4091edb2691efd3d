using Microsoft.Extensions.DependencyInjection;

namespace PdcBus;

/// <summary>A messenger that can be chosen.</summary>
/// <param name="Name">What <c>PdcBus:Messenger</c> calls it.</param>
/// <param name="Factory">Makes it, once, if it is chosen.</param>
/// <param name="BuiltIn">Registered by AddPdcBus itself: chosen only by its name, or for want of another.</param>
internal sealed record MessengerRegistration(
    string Name, Func<IServiceProvider, IMessenger> Factory, bool BuiltIn = false)
{
    /// <summary>The names of those that it is a fail-over chain of: they are chosen with it, not beside it.</summary>
    public IReadOnlyList<string> Members { get; init; } = [];

    public bool IsNamed(string name) => string.Equals(Name, name, StringComparison.OrdinalIgnoreCase);

    public static void Add(IServiceCollection services, MessengerRegistration registration)
    {
        if (registration.Name.Contains(LaneName.Separator, StringComparison.Ordinal))
        {
            throw new ArgumentException(
                $"The messenger name '{registration.Name}' holds '{LaneName.Separator}'.", nameof(registration));
        }

        foreach (var descriptor in services)
        {
            if (descriptor.ImplementationInstance is not MessengerRegistration other) continue;
            if (!other.IsNamed(registration.Name)) continue;
            throw new ArgumentException(
                $"A messenger named '{other.Name}' is registered already. Give this one another name.",
                nameof(registration));
        }

        services.AddSingleton(registration);
    }
}
