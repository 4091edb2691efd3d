using Microsoft.Extensions.Hosting;

namespace PdcBus;

/// <summary>
/// The outbox that the configuration chooses. Its constructor checks its options, so a mistake stops the start; nobody
/// else's options are looked at, and nothing of the others is made.
/// </summary>
internal sealed class ChosenOutbox : IHostedService
{
    private readonly OutboxRegistration _registration;

    public ChosenOutbox(
        IEnumerable<OutboxRegistration> registrations, PdcBusSection section, IServiceProvider services)
    {
        _registration = Choose([.. registrations], section);
        Store = _registration.Store(services);
        Leases = _registration.Leases?.Invoke(services) ?? new OwnedLeases();
    }

    public IOutboxStore Store { get; }

    public IOutboxLeases Leases { get; }

    public long SoftLimit => _registration.SoftLimit;

    public long SoftLimitBytes => _registration.SoftLimitBytes;

    /// <summary>The writing side, wrapped: a container disposes with its scope what a factory has returned to it.</summary>
    public IOutbox For(IServiceProvider scope) => new ScopedOutbox(_registration.Outbox(scope));

    /// <summary>An event was added in this scope.</summary>
    public void Added(IServiceProvider scope) => _registration.EventAdded?.Invoke(scope);

    public Task StartAsync(CancellationToken cancellationToken) =>
        (Store as IHostedService)?.StartAsync(cancellationToken) ?? Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) =>
        (Store as IHostedService)?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    private static OutboxRegistration Choose(List<OutboxRegistration> registered, PdcBusSection section)
    {
        var key = section.NameOf("Outbox:Kind");
        if (section.Configuration["Outbox:Kind"]?.Trim() is { Length: > 0 } kind)
        {
            return registered.Find(r => Is(r, kind)) ?? throw new PdcBusException(
                $"{key} is '{kind}', and no outbox of that kind is registered. Registered are: " +
                $"{string.Join(", ", registered.Select(r => r.Kind))}. Choose one of these, or add the missing one " +
                "in Program.cs with its own Add… method.");
        }

        var own = registered.Where(r => !r.BuiltIn).ToList();
        return own.Count switch
        {
            0 => registered.First(r => r.BuiltIn),
            1 => own[0],
            _ => throw new PdcBusException(
                $"{own.Count} outboxes are registered ({string.Join(", ", own.Select(r => r.Kind))}), and {key} does " +
                "not say which to use. Set it to one of these names."),
        };
    }

    public static bool Is(OutboxRegistration registration, string kind) =>
        string.Equals(registration.Kind, kind, StringComparison.OrdinalIgnoreCase);

    private sealed class ScopedOutbox(IOutbox outbox) : IOutbox
    {
        public bool JoinsTransaction => outbox.JoinsTransaction;

        public Task AppendAsync(IReadOnlyList<OutboxRow> rows, CancellationToken cancellationToken) =>
            outbox.AppendAsync(rows, cancellationToken);
    }
}
