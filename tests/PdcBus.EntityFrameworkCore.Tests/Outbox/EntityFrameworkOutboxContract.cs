using Microsoft.Extensions.DependencyInjection;

namespace PdcBus;

/// <summary>The contract of all outboxes, for this one: each append has a scope of its own, as requests have.</summary>
public abstract class EntityFrameworkOutboxContract(DatabaseKind kind) : DurableOutboxContract, IAsyncDisposable
{
    private TestDatabase? _database;
    private ServiceProvider? _services;

    protected override async Task<(IOutbox Outbox, IOutboxStore Store)> OpenAsync()
    {
        _database = await TestDatabase.CreateAsync(kind);
        await _database.CreateTablesAsync();
        return await StartAsync(_database);
    }

    protected override async Task<(IOutbox Outbox, IOutboxStore Store)> ReopenAsync()
    {
        await StopAsync();
        return await StartAsync(_database!);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await StopAsync();
        if (_database is not null) await _database.DisposeAsync();
    }

    private async Task<(IOutbox Outbox, IOutboxStore Store)> StartAsync(TestDatabase database)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddDbContext<ShopContext>(options => database.Use(options));
        services.AddPdcBus().AddEntityFrameworkOutbox<ShopContext>();
        _services = services.BuildServiceProvider(validateScopes: true);
        var store = _services.GetRequiredService<EntityFrameworkStore>();
        await store.StartAsync(TestContext.Current.CancellationToken);
        return (new ScopedAppends(_services), store);
    }

    private async Task StopAsync()
    {
        if (_services is null) return;
        await _services.GetRequiredService<EntityFrameworkStore>().StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
        _services = null;
    }

    private sealed class ScopedAppends(IServiceProvider services) : IOutbox
    {
        public bool JoinsTransaction => true;

        public async Task AppendAsync(IReadOnlyList<OutboxRow> rows, CancellationToken cancellationToken)
        {
            await using var scope = services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<IOutbox>().AppendAsync(rows, cancellationToken);
        }
    }
}

public sealed class PostgreSqlOutboxContract() : EntityFrameworkOutboxContract(DatabaseKind.PostgreSql);

public sealed class SqliteOutboxContract() : EntityFrameworkOutboxContract(DatabaseKind.Sqlite);
