using Microsoft.EntityFrameworkCore;

namespace PdcBus;

/// <summary>An application's context, with the outbox in it.</summary>
public sealed class ShopContext(DbContextOptions<ShopContext> options) : DbContext(options)
{
    public DbSet<Thing> Things => Set<Thing>();

    public DbSet<ArticleRow> Articles => Set<ArticleRow>();

    public DbSet<ShelfRow> Shelves => Set<ShelfRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Thing>().Property(t => t.Id).ValueGeneratedNever();
        modelBuilder.Entity<Thing>().HasIndex(t => t.Name).IsUnique();
        modelBuilder.Entity<ArticleRow>().HasQueryFilter(a => !a.IsHidden).OwnsOne(a => a.Box).OwnsOne(b => b.Seal);
        modelBuilder.Entity<ArticleRow>().HasMany(a => a.Tags).WithMany();
        modelBuilder.Entity<ShelfRow>().HasKey(s => new { s.Hall, s.Number });
        modelBuilder.Entity<CountRow>().HasNoKey().ToView("counts");
        modelBuilder.AddPdcBusOutbox();
    }
}

/// <summary>Some data of the application. No two have one name. Numbers rise, also where a roll-back would give them again.</summary>
public sealed class Thing
{
    private static int _last;

    public int Id { get; init; } = Interlocked.Increment(ref _last);

    public required string Name { get; set; }
}

/// <summary>What happened to it.</summary>
[PdcTopic("things.added")]
public sealed record ThingAdded(string Name);
