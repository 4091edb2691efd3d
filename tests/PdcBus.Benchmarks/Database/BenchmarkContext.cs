using Microsoft.EntityFrameworkCore;

namespace PdcBus;

internal sealed class BenchmarkContext(DbContextOptions<BenchmarkContext> options) : DbContext(options)
{
    public DbSet<BusinessRow> Rows => Set<BusinessRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddPdcBusOutbox();
}

/// <summary>What a request stores beside its events.</summary>
internal sealed class BusinessRow
{
    public int Id { get; set; }

    public required string Name { get; set; }
}

/// <summary>An event whose message is as large as an ordinary one.</summary>
[PdcTopic("compose")]
internal sealed record BusinessEvent(string Text)
{
    public static BusinessEvent New { get; } = new(new string('x', BenchmarkDatabase.BodySize - 50));
}
