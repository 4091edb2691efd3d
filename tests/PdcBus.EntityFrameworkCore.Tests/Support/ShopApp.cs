using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace PdcBus;

/// <summary>
/// An application with a database and its outbox in it, whose bus is the capture messenger. <c>POST</c> and <c>GET /run</c>
/// run a handler with a unit of work, <c>/run-none</c> without.
/// </summary>
public sealed class ShopApp : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private const string Marker = "(marker)";

    private readonly WebApplication _app;
    private readonly bool _ownsDatabase;
    private int _markers;

    private ShopApp(WebApplication app, TestDatabase database, CollectedLogs logs, bool ownsDatabase)
    {
        _app = app;
        _ownsDatabase = ownsDatabase;
        Database = database;
        Logs = logs;
        Client = app.GetTestClient();
        Bus = app.Services.GetRequiredService<CaptureMessenger>().Listen();
    }

    public TestDatabase Database { get; }

    public CollectedLogs Logs { get; }

    public HttpClient Client { get; }

    /// <summary>What has reached the bus.</summary>
    public CaptureListener Bus { get; }

    public IServiceProvider Services => _app.Services;

    public Faults Faults => Services.GetRequiredService<Faults>();

    public IOutboxStore Store => Services.GetRequiredService<IOutboxStore>();

    /// <summary>What the ledger holds, oldest first.</summary>
    public IReadOnlyList<PdcLedgerDecision> Decisions => [.. Services.GetRequiredService<IPdcLedger>().Decisions.Reverse()];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Starts an application on a database of its own.</summary>
    public static async Task<ShopApp> StartAsync(
        DatabaseKind kind,
        ContextStyle style = ContextStyle.Scoped,
        bool retries = false,
        Func<Job, Task<IResult>>? handler = null,
        Action<IServiceCollection>? services = null,
        (string Key, string Value)[]? settings = null)
    {
        var database = await TestDatabase.CreateAsync(kind);
        await database.CreateTablesAsync();
        return await StartAsync(database, style, retries, handler, services, settings, ownsDatabase: true);
    }

    /// <summary>Starts an application on a database that is there.</summary>
    public static async Task<ShopApp> StartAsync(
        TestDatabase database,
        ContextStyle style = ContextStyle.Scoped,
        bool retries = false,
        Func<Job, Task<IResult>>? handler = null,
        Action<IServiceCollection>? services = null,
        (string Key, string Value)[]? settings = null,
        bool ownsDatabase = false)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseTestServer();
        builder.Configuration.AddInMemoryCollection(
            settings?.Select(s => new KeyValuePair<string, string?>(s.Key, s.Value)) ?? []);
        builder.Configuration["PdcBus:Messenger"] ??= "capture";
        var logs = new CollectedLogs();
        builder.Logging.AddProvider(logs);
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<Faults>();
        builder.Services.AddHealthChecks().AddPdcBus();
        builder.Services.AddPdcBus().AddEntityFrameworkOutbox<ShopContext>();
        AddContext(builder.Services, database, style, retries);
        services?.Invoke(builder.Services);

        var app = builder.Build();
        app.UseRouting();
        if (handler is not null)
        {
            var run = (HttpContext http) => handler(new Job(http.RequestServices));
            app.MapMethods("/run", ["GET", "POST"], run).PublishPdcEvents();
            app.MapMethods("/run-none", ["GET", "POST"], run).PublishPdcEvents(PdcTransaction.None);
        }

        app.MapHealthChecks("/health");
        await app.StartAsync(Token);
        return new ShopApp(app, database, logs, ownsDatabase);
    }

    /// <summary>Does a piece of work in a scope and completes it.</summary>
    public Task RunAsync(PdcTransaction transaction, Func<Job, Task> work) => RunAsync(transaction, complete: true, work);

    /// <summary>Does a piece of work in a scope.</summary>
    public async Task RunAsync(PdcTransaction transaction, bool complete, Func<Job, Task> work)
    {
        var scopes = Services.GetRequiredService<IPdcEventScopeFactory>();
        await using var scope = await scopes.OpenAsync("job", transaction: transaction, cancellationToken: Token);
        await work(new Job(scope.Services));
        if (complete) await scope.CompleteAsync(Token);
    }

    /// <summary>The word that the health check answers with.</summary>
    public async Task<string> HealthAsync()
    {
        using var response = await Client.GetAsync(new Uri("/health", UriKind.Relative), Token);
        return await response.Content.ReadAsStringAsync(Token);
    }

    /// <summary>Opens a scope with a unit of work.</summary>
    public Task<IPdcEventScope> RequiredScopeAsync() =>
        Services.GetRequiredService<IPdcEventScopeFactory>().OpenAsync("job", cancellationToken: Token);

    /// <summary>The answer's status; 500 if the application threw.</summary>
    public async Task<int> PostAsync(string path = "/run")
    {
        try
        {
            using var response = await Client.PostAsync(new Uri(path, UriKind.Relative), null, Token);
            return (int)response.StatusCode;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return StatusCodes.Status500InternalServerError;
        }
    }

    /// <summary>The names of the things that are saved, and of those that were announced, in order.</summary>
    public async Task AssertAsync(string[] saved, string[] announced)
    {
        Assert.Equal(announced, await AnnouncedAsync());
        await using var context = Database.NewContext();
        Assert.Equal(saved, await context.Things.OrderBy(t => t.Id).Select(t => t.Name).ToListAsync(Token));
    }

    /// <summary>What has been announced up to now: whatever is not here when a later message is will never come.</summary>
    public async Task<IReadOnlyList<string>> AnnouncedAsync() => [.. (await MessagesAsync()).Select(NameOf).OfType<string>()];

    /// <summary>The messages of it.</summary>
    public async Task<IReadOnlyList<PdcMessage>> MessagesAsync()
    {
        var marker = $"{Marker} {++_markers}";
        await RunAsync(PdcTransaction.Required, job =>
        {
            job.Announce(marker);
            return Task.CompletedTask;
        });
        await Bus.WaitForAsync(m => NameOf(m) == marker, Patience, Token);

        // Of transactions that ran side by side the relay may see one later than the next.
        await Eventually.IsTrueAsync(async () => await RowsAsync() == 0, Patience, Token);
        return [.. Bus.Messages.Where(m => NameOf(m)?.StartsWith(Marker, StringComparison.Ordinal) != true)];
    }

    /// <summary>How many rows others can see in the outbox now.</summary>
    public Task<long> RowsAsync() => Database.CountAsync("select count(*) from pdcbus_outbox");

    public Task StopAsync() => _app.StopAsync(Token);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Bus.Dispose();
        await _app.DisposeAsync();
        if (_ownsDatabase) await Database.DisposeAsync();
    }

    private static string? NameOf(PdcMessage message) =>
        JsonDocument.Parse(message.Body).RootElement.TryGetProperty("name", out var name) ? name.GetString() : null;

    private static void AddContext(IServiceCollection services, TestDatabase database, ContextStyle style, bool retries)
    {
        void Configure(IServiceProvider provider, DbContextOptionsBuilder options)
        {
            database.Use(options, retries);
            options.AddInterceptors(provider.GetRequiredService<Faults>());
        }

        _ = style switch
        {
            ContextStyle.Pooled => services.AddDbContextPool<ShopContext>(Configure),
            ContextStyle.Factory => services.AddDbContextFactory<ShopContext>(Configure),
            ContextStyle.PooledFactory => services.AddPooledDbContextFactory<ShopContext>(Configure),
            _ => services.AddDbContext<ShopContext>(Configure),
        };
    }
}
