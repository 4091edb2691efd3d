using Microsoft.EntityFrameworkCore;

namespace PdcBus;

/// <summary>Where victims keep their data and messages: a database, or a folder for the outbox file.</summary>
internal sealed class VictimDatabase : IAsyncDisposable
{
    private readonly PostgreSqlServer? _server;
    private readonly DirectoryInfo? _folder;

    private VictimDatabase(VictimOutbox outbox, string address, PostgreSqlServer? server, DirectoryInfo? folder)
    {
        Outbox = outbox;
        Address = address;
        _server = server;
        _folder = folder;
    }

    public VictimOutbox Outbox { get; }

    /// <summary>What <see cref="VictimOptions.Database"/> has to be.</summary>
    public string Address { get; }

    public static async Task<VictimDatabase> CreateAsync(
        VictimOutbox outbox, PostgreSqlServer? server, CancellationToken cancellationToken)
    {
        if (outbox == VictimOutbox.PostgreSql)
        {
            var database = await server!.CreateDatabaseAsync(cancellationToken);
            return await WithTablesAsync(new VictimDatabase(outbox, database, server, null), cancellationToken);
        }

        var folder = Directory.CreateTempSubdirectory("pdcbus-chaos-");
        return outbox == VictimOutbox.File
            ? new VictimDatabase(outbox, folder.FullName, null, folder)
            : await WithTablesAsync(
                new VictimDatabase(outbox, $"Data Source={Path.Combine(folder.FullName, "facts.db")}", null, folder),
                cancellationToken);
    }

    /// <summary>What was committed; null where only the victims themselves know.</summary>
    public async Task<IReadOnlyList<Written>?> FactsAsync(CancellationToken cancellationToken)
    {
        if (Outbox == VictimOutbox.File) return null;
        await using var context = NewContext();
        return await context.Facts.OrderBy(f => f.Id).Select(f => new Written(f.Key, f.Number, f.MessageId))
            .ToListAsync(cancellationToken);
    }

    /// <summary>How many messages still wait; 0 where that cannot be seen from outside.</summary>
    public async Task<long> WaitingAsync(CancellationToken cancellationToken)
    {
        if (Outbox == VictimOutbox.File) return 0;
        await using var context = NewContext();
        return await context.Database.SqlQuery<long>($"select count(*) as \"Value\" from pdcbus_outbox")
            .SingleAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DropDatabaseAsync(Address, CancellationToken.None);
        if (_folder is null) return;
        _folder.Delete(recursive: true);
    }

    private static async Task<VictimDatabase> WithTablesAsync(
        VictimDatabase database, CancellationToken cancellationToken)
    {
        await using var context = database.NewContext();
        await context.Database.EnsureCreatedAsync(cancellationToken);
        return database;
    }

    private FactContext NewContext()
    {
        // Not pooled: a server that was killed leaves nothing stale behind.
        var options = new DbContextOptionsBuilder<FactContext>();
        FactContext.Use(options, Outbox, $"{Address};Pooling=false");
        return new FactContext(options.Options);
    }
}
