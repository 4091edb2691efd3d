using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace PdcBus;

/// <summary>Several processes on one database: each has leases of its own.</summary>
public sealed class LeaseTests : IAsyncDisposable
{
    private static readonly string[] Lanes = ["bus#0", "bus#1", "bus#2", "bus#3"];

    private readonly List<ServiceProvider> _processes = [];
    private TestDatabase? _database;

    public static TheoryData<DatabaseKind> Both => Databases.Both;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Renew_OneProcess_HoldsAllAndKeepsThem(DatabaseKind kind)
    {
        var one = await ProcessAsync(kind);

        Assert.Equal(Lanes, (await one.RenewAsync(Lanes, Token)).Held.Order());
        Assert.Equal(Lanes, (await one.RenewAsync(Lanes, Token)).Held.Order());
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Renew_SecondProcess_GetsItsShareWhenTheFirstHandsBack(DatabaseKind kind)
    {
        var one = await ProcessAsync(kind);
        var two = await ProcessAsync(kind);
        await one.RenewAsync(Lanes, Token);

        Assert.Empty((await two.RenewAsync(Lanes, Token)).Held);
        var surplus = (await one.RenewAsync(Lanes, Token)).Surplus;
        Assert.Equal(2, surplus.Count);
        await one.ReleaseAsync(surplus, Token);

        Assert.Equal(surplus.Order(), (await two.RenewAsync(Lanes, Token)).Held.Order());
        var grant = await one.RenewAsync(Lanes, Token);
        Assert.Equal((2, 0), (grant.Held.Count, grant.Surplus.Count));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Renew_AtTheSameTime_NoLaneHasTwoOwners(DatabaseKind kind)
    {
        var processes = new List<IOutboxLeases>();
        for (var i = 0; i < 3; i++) processes.Add(await ProcessAsync(kind));

        for (var round = 0; round < 5; round++)
        {
            var grants = await Task.WhenAll(processes.Select(p => Task.Run(() => p.RenewAsync(Lanes, Token), Token)));
            var held = grants.SelectMany(g => g.Held).ToList();
            Assert.Equal(held.Distinct().Count(), held.Count);
            for (var i = 0; i < processes.Count; i++) await processes[i].ReleaseAsync(grants[i].Surplus, Token);
        }
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Renew_ProcessThatHasCrashed_LosesItsLanesAfterItsLease(DatabaseKind kind)
    {
        var crashed = await ProcessAsync(kind);
        var other = await ProcessAsync(kind);
        await crashed.RenewAsync(Lanes, Token);

        await Eventually.IsTrueAsync(
            async () => (await other.RenewAsync(Lanes, Token)).Held.Count == 4, ShopApp.Patience, Token);

        // Should it only have been frozen, it finds that it holds nothing.
        Assert.Empty((await crashed.RenewAsync(Lanes, Token)).Held);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Leave_LanesAreFreeAtOnce(DatabaseKind kind)
    {
        var one = await ProcessAsync(kind);
        var two = await ProcessAsync(kind);
        await one.RenewAsync(Lanes, Token);

        await one.LeaveAsync(Token);

        Assert.Equal(Lanes, (await two.RenewAsync(Lanes, Token)).Held.Order());
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Renew_ClockOfAProcessIsWrong_ChangesNothing(DatabaseKind kind)
    {
        var one = await ProcessAsync(kind);
        var late = await ProcessAsync(kind, new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddHours(1)));
        await one.RenewAsync(Lanes, Token);

        Assert.Empty((await late.RenewAsync(Lanes, Token)).Held);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes) await process.DisposeAsync();
        if (_database is not null) await _database.DisposeAsync();
    }

    private async Task<EntityFrameworkLeases> ProcessAsync(DatabaseKind kind, TimeProvider? clock = null)
    {
        if (_database is null)
        {
            _database = await TestDatabase.CreateAsync(kind);
            await _database.CreateTablesAsync();
        }

        var services = new ServiceCollection();
        services.AddLogging();
        if (clock is not null) services.AddSingleton(clock);
        services.AddDbContext<ShopContext>(options => _database.Use(options));
        services.AddPdcBus().AddEntityFrameworkOutbox<ShopContext>(o => o.LeaseDuration = TimeSpan.FromSeconds(3));
        var process = services.BuildServiceProvider();
        _processes.Add(process);
        return process.GetRequiredService<EntityFrameworkLeases>();
    }
}
