using Microsoft.EntityFrameworkCore;

namespace PdcBus;

/// <summary>The application's data: something that was written, and the message that says so.</summary>
public sealed class Fact
{
    public long Id { get; set; }

    public required string Key { get; set; }

    public required long Number { get; set; }

    public required Guid MessageId { get; set; }
}

/// <summary>The database of a victim.</summary>
public sealed class FactContext(DbContextOptions<FactContext> options) : DbContext(options)
{
    public DbSet<Fact> Facts => Set<Fact>();

    public static void Use(DbContextOptionsBuilder options, VictimOutbox outbox, string database)
    {
        if (outbox == VictimOutbox.PostgreSql) options.UseNpgsql(database);
        else options.UseSqlite(database);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Fact>().HasIndex(f => new { f.Key, f.Number }).IsUnique();
        modelBuilder.AddPdcBusOutbox();
    }
}

/// <summary>Says that a fact was written. Those of one key arrive in the order of their numbers.</summary>
public sealed record FactWritten(string Key, long Number) : IPdcEvent
{
    public string Topic => "facts.added";

    public string OrderingKey => Key;
}
