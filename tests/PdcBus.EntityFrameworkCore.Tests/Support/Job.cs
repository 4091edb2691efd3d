using Microsoft.Extensions.DependencyInjection;

namespace PdcBus;

/// <summary>A unit of work of a test.</summary>
public sealed class Job(IServiceProvider services)
{
    public IServiceProvider Services => services;

    public ShopContext Db => services.GetRequiredService<ShopContext>();

    public IPdcEventBuffer Events => services.GetRequiredService<IPdcEventBuffer>();

    public IPdcResourceEvents Resources => services.GetRequiredService<IPdcResourceEvents>();

    public IReadOnlyList<PdcResourceChange> Changes => Resources.Changes;

    /// <summary>Adds an event and the thing that it is about, which is not saved yet.</summary>
    public Guid Add(string name)
    {
        Db.Things.Add(new Thing { Name = name });
        return Announce(name);
    }

    /// <summary>Adds an event only.</summary>
    public Guid Announce(string name) => Events.Add(new ThingAdded(name));

    /// <summary>Adds both and saves.</summary>
    public Task SaveAsync(string name)
    {
        Add(name);
        return SaveAsync();
    }

    public Task SaveAsync() => Db.SaveChangesAsync(TestContext.Current.CancellationToken);
}
