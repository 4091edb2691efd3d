using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace PdcBus;

/// <summary>Mistakes of the program stop the start; what is outside of it never does.</summary>
public sealed class StartTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<DatabaseKind> Both => Databases.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Start_TablesAreMissing_ServesAndSaysTheCureUntilTheyAreThere(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var app = await ShopApp.StartAsync(database, handler: async job =>
        {
            await job.SaveAsync("one");
            return TypedResults.Ok();
        });

        await Eventually.IsTrueAsync(() => app.Store.Trouble is not null, ShopApp.Patience, Token);
        Assert.Equal(503, await app.PostAsync());
        Assert.Equal("Unhealthy", await app.HealthAsync());
        Assert.Contains(
            "dotnet ef migrations add PdcBusOutbox --context ShopContext", app.Store.Trouble!.Description, StringComparison.Ordinal);
        Assert.Contains("EnsureCreated()", app.Logs.Of(9000)[0], StringComparison.Ordinal);

        await database.CreateTablesAsync();
        await Eventually.IsTrueAsync(() => app.Store.Trouble is null, ShopApp.Patience, Token);
        Assert.Equal(200, await app.PostAsync());
        await app.AssertAsync(["one"], ["one"]);
        Assert.Single(app.Logs.Of(9000));
        Assert.Single(app.Logs.Of(9002));
    }

    [Fact]
    public async Task Start_ServerIsAway_ServesAndHealthSaysSo()
    {
        await using var database = new AbsentServer();
        await using var app = await ShopApp.StartAsync(database, handler: async job =>
        {
            await job.SaveAsync("one");
            return TypedResults.Ok();
        });

        await Eventually.IsTrueAsync(() => app.Store.Trouble is not null, ShopApp.Patience, Token);
        Assert.Equal("Degraded", await app.HealthAsync());
        Assert.Equal(500, await app.PostAsync());
        Assert.StartsWith("The database of ShopContext does not do what the outbox asks", app.Logs.Of(9001)[0], StringComparison.Ordinal);
    }

    [Fact]
    public Task Start_ProviderThatIsNotSupported_Fails() => FailsAsync(
        "ShopContext uses Some.Other.Provider. The outbox in the application's database works with " +
        "Npgsql.EntityFrameworkCore.PostgreSQL and Microsoft.EntityFrameworkCore.Sqlite",
        services => services.AddDbContext<ShopContext>(o => o
            .UseSqlite("Data Source=never.db").ReplaceService<IDatabaseProvider, OtherProvider>()));

    [Fact]
    public Task Start_ContextIsNotRegistered_Fails() =>
        FailsAsync("ShopContext is not registered. Add it in Program.cs", _ => { });

    [Fact]
    public Task Start_ContextIsTransient_Fails() => FailsAsync(
        "ShopContext is registered as transient",
        services => services.AddDbContext<ShopContext>(o => o.UseSqlite("Data Source=never.db"), ServiceLifetime.Transient));

    [Fact]
    public async Task Start_AllContextsShareAConnection_Fails()
    {
        await using var connection = new SqliteConnection("Data Source=:memory:");
        await FailsAsync(
            "All instances of ShopContext share one connection object",
            services => services.AddDbContext<ShopContext>(o => o.UseSqlite(connection)));
    }

    [Fact]
    public Task Start_TransactionsAreMadeBySomebodyElse_Fails() => FailsAsync(
        "The transactions of ShopContext are made by Microsoft.EntityFrameworkCore.Storage.RelationalTransactionFactory",
        services => services.AddScoped(_ => new ShopContext(
            new DbContextOptionsBuilder<ShopContext>().UseSqlite("Data Source=never.db").Options)));

    [Fact]
    public Task Start_ModelWithoutTheOutbox_Fails() => FailsAsync<BareContext>(
        "The model of BareContext does not hold the outbox. Call modelBuilder.AddPdcBusOutbox()",
        services => services.AddDbContext<BareContext>(o => o.UseSqlite("Data Source=never.db")));

    [Theory]
    [InlineData("00:00:02")]
    [InlineData("01:00:00")]
    public Task Start_LeaseOutOfRange_Fails(string duration) => FailsAsync(
        $"PdcBus:Outbox:LeaseDuration is {duration}. Set it to a time from 00:00:03 to 00:10:00",
        services => services.AddDbContext<ShopContext>(o => o.UseSqlite("Data Source=never.db")),
        TimeSpan.Parse(duration, System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public async Task Start_AnotherKindIsChosen_LooksAtNothing()
    {
        var services = Services<ShopContext>(_ => { }, null);
        services.AddSingleton<Microsoft.Extensions.Configuration.IConfiguration>(
            new Microsoft.Extensions.Configuration.ConfigurationManager { ["PdcBus:Outbox:Kind"] = "memory" });
        await using var provider = services.BuildServiceProvider();

        Assert.IsNotType<EntityFrameworkStore>(provider.GetRequiredService<IOutboxStore>());
    }

    private static Task FailsAsync(string start, Action<IServiceCollection> add, TimeSpan? lease = null) =>
        FailsAsync<ShopContext>(start, add, lease);

    private static async Task FailsAsync<TContext>(string start, Action<IServiceCollection> add, TimeSpan? lease = null)
        where TContext : DbContext
    {
        await using var provider = Services<TContext>(add, lease).BuildServiceProvider();

        var error = await Assert.ThrowsAnyAsync<Exception>(
            () => ((EntityFrameworkStore)provider.GetRequiredService<IOutboxStore>()).StartAsync(Token));

        Assert.StartsWith(start, error.Message, StringComparison.Ordinal);
    }

    private static ServiceCollection Services<TContext>(Action<IServiceCollection> add, TimeSpan? lease)
        where TContext : DbContext
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddPdcBus().AddEntityFrameworkOutbox<TContext>(o => o.LeaseDuration = lease ?? o.LeaseDuration);
        add(services);
        return services;
    }

    private sealed class BareContext(DbContextOptions<BareContext> options) : DbContext(options);

    private sealed class OtherProvider : IDatabaseProvider
    {
        public string Name => "Some.Other.Provider";

        public string? Version => null;

        public bool IsConfigured(Microsoft.EntityFrameworkCore.Infrastructure.IDbContextOptions options) => true;
    }

    private sealed class AbsentServer : TestDatabase
    {
        public override DatabaseKind Kind => DatabaseKind.PostgreSql;

        // Nobody listens on this port.
        public override string ConnectionString => "Host=127.0.0.1;Port=1;Username=nobody;Database=none;Timeout=5";

        public override void Use(DbContextOptionsBuilder options, bool retries = false) => options.UseNpgsql(ConnectionString);

        public override System.Data.Common.DbConnection Connect() => throw new NotSupportedException();

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
