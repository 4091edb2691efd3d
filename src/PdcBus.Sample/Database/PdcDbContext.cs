using Microsoft.EntityFrameworkCore;

namespace PdcBus.Sample;

/// <summary>What the Product Definition Center stores.</summary>
public sealed class PdcDbContext(DbContextOptions<PdcDbContext> options) : DbContext(options)
{
    /// <summary>Raise it with every change of the model: a database of another version is not touched.</summary>
    internal const int SchemaVersion = 2;

    internal DbSet<ChangeRow> Changes => Set<ChangeRow>();

    internal DbSet<ChangesetRow> Changesets => Set<ChangesetRow>();

    internal DbSet<ChoiceRow> Choices => Set<ChoiceRow>();

    internal DbSet<ComposeRow> Composes => Set<ComposeRow>();

    internal DbSet<ComposeImageRow> ComposeImages => Set<ComposeImageRow>();

    internal DbSet<ComposePathRow> ComposePaths => Set<ComposePathRow>();

    internal DbSet<ComposeRpmRow> ComposeRpms => Set<ComposeRpmRow>();

    internal DbSet<ComposeTreeRow> ComposeTrees => Set<ComposeTreeRow>();

    internal DbSet<ImageRow> Images => Set<ImageRow>();

    internal DbSet<LabelRow> Labels => Set<LabelRow>();

    internal DbSet<ReleaseRow> Releases => Set<ReleaseRow>();

    internal DbSet<RpmRow> Rpms => Set<RpmRow>();

    internal DbSet<VariantRow> Variants => Set<VariantRow>();

    internal DbSet<VariantArchRow> VariantArches => Set<VariantArchRow>();

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<ChoiceRow>().HasData(KnownChoices.All);
        modelBuilder.Entity<ComposeRow>()
            .HasMany(compose => compose.LinkedReleases)
            .WithMany()
            .UsingEntity("ComposeLinkedReleases");
        modelBuilder.AddPdcBusOutbox();
    }
}
