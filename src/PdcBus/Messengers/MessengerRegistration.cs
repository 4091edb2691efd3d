using Microsoft.Extensions.DependencyInjection;

namespace PdcBus;

/// <summary>A messenger that can be chosen.</summary>
/// <param name="Name">What <c>PdcBus:Messenger</c> calls it.</param>
/// <param name="Factory">Makes it, once, if it is chosen.</param>
/// <param name="BuiltIn">Registered by AddPdcBus itself: chosen only by its name, or for want of another.</param>
internal sealed record MessengerRegistration(
    string Name, Func<IServiceProvider, IMessenger> Factory, bool BuiltIn = false)
{
    public static void Add(IServiceCollection services, MessengerRegistration registration)
    {
        foreach (var descriptor in services)
        {
            if (descriptor.ImplementationInstance is not MessengerRegistration other) continue;
            if (!string.Equals(other.Name, registration.Name, StringComparison.OrdinalIgnoreCase)) continue;
            throw new ArgumentException(
                $"A messenger named '{other.Name}' is registered already. Give this one another name.",
                nameof(registration));
        }

        services.AddSingleton(registration);
    }
}
