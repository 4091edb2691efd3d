using Microsoft.Extensions.DependencyInjection;

namespace PdcBus;

/// <summary>An application's unit of work, changesets and outbox, which write down in what order they are called.</summary>
internal sealed class Recorder(bool joins = false) : IPdcUnitOfWork, IPdcChangesetProvider, IOutbox
{
    public List<string> Calls { get; } = [];

    public List<OutboxRow> Rows { get; } = [];

    /// <summary>The commits of the scopes in which events were added.</summary>
    public HashSet<PdcCommits> Told { get; } = [];

    /// <summary>The call that fails; null if none does.</summary>
    public string? Fails { get; set; }

    public PdcChangeset? Changeset { get; set; } = new(7, new DateTimeOffset(2018, 3, 8, 9, 24, 18, TimeSpan.Zero));

    public bool JoinsTransaction => joins;

    public static Recorder In(IPdcBusBuilder builder, bool joins = false)
    {
        var recorder = new Recorder(joins);
        builder.Services.AddSingleton<IPdcUnitOfWork>(recorder);
        builder.Services.AddSingleton<IPdcChangesetProvider>(recorder);
        builder.AddOutbox(new OutboxRegistration
        {
            Kind = "recorder",
            Outbox = _ => recorder,
            EventAdded = p => recorder.Told.Add(p.GetRequiredService<PdcCommits>()),
            Store = p => ActivatorUtilities.CreateInstance<MemoryOutbox>(p),
        });
        return recorder;
    }

    public Task BeginAsync(CancellationToken cancellationToken) => Call("begin");

    public Task CommitAsync(CancellationToken cancellationToken) => Call("commit");

    public Task RollBackAsync(CancellationToken cancellationToken) => Call("roll back");

    public async Task<PdcChangeset?> SaveAsync(PdcOrigin origin, CancellationToken cancellationToken)
    {
        await Call("changeset");
        return Changeset;
    }

    public async Task AppendAsync(IReadOnlyList<OutboxRow> rows, CancellationToken cancellationToken)
    {
        await Call("append");
        Rows.AddRange(rows);
    }

    private Task Call(string name)
    {
        Calls.Add(name);
        return Fails == name ? Task.FromException(new IOException($"{name} failed")) : Task.CompletedTask;
    }
}
