using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace PdcBus;

/// <summary>Adds fail-over chains.</summary>
public static class FailoverBuilderExtensions
{
    /// <summary>
    /// Adds a messenger that is a chain of others: the first sends; while it is unreachable the next takes over, under the
    /// same ids; when it is well again it gets the messages back. The members need not be chosen, and do not count as
    /// chosen. <see cref="FailoverOptions"/> say when.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The chain's name, which <c>PdcBus:Messenger</c> can choose.</param>
    /// <param name="members">The names of at least two messengers, best first. They may be added later.</param>
    /// <exception cref="ArgumentException">
    /// The name is empty or taken, there are fewer than two members, or one is named twice.
    /// </exception>
    public static IPdcBusBuilder AddFailover(this IPdcBusBuilder builder, string name, params string[] members)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(members);
        if (members.Length < 2 || members.Distinct(StringComparer.OrdinalIgnoreCase).Count() < members.Length)
        {
            throw new ArgumentException(
                $"The fail-over chain '{name}' has the members [{string.Join(", ", members)}]. Name at least two, each once.",
                nameof(members));
        }

        builder.AddOptions<FailoverOptions>("Failover");
        builder.Services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<FailoverOptions>, FailoverOptionsValidator>());
        MessengerRegistration.Add(
            builder.Services, new MessengerRegistration(name, services => Create(name, members, services)) { Members = members });
        return builder;
    }

    private static FailoverMessenger Create(string name, string[] members, IServiceProvider services)
    {
        var registered = services.GetServices<MessengerRegistration>().ToList();
        return new FailoverMessenger(
            name,
            [.. members.Select(member => Named(member, name, registered)).Select(r => (r.Name, r.Factory(services)))],
            services.GetRequiredService<IOptions<FailoverOptions>>().Value,
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILogger<FailoverMessenger>>());
    }

    private static MessengerRegistration Named(string member, string chain, List<MessengerRegistration> registered)
    {
        var found = registered.Find(r => r.IsNamed(member)) ?? throw new PdcBusException(
            $"The fail-over chain '{chain}' names '{member}', and no messenger of that name is registered. Registered are: " +
            $"{string.Join(", ", registered.Select(r => r.Name))}. Name one of these, or add the missing one in Program.cs.");
        return found.Members.Count == 0
            ? found
            : throw new PdcBusException(
                $"The fail-over chain '{chain}' names '{member}', which is a chain itself. Name its members instead.");
    }
}
