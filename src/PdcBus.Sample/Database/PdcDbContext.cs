using Microsoft.EntityFrameworkCore;

namespace PdcBus.Sample;

/// <summary>What the Product Definition Center stores.</summary>
public sealed class PdcDbContext(DbContextOptions<PdcDbContext> options) : DbContext(options)
{
    /// <summary>Raise it with every change of the model: a database of another version is not touched.</summary>
    internal const int SchemaVersion = 3;

    internal DbSet<BugzillaComponentRow> BugzillaComponents => Set<BugzillaComponentRow>();

    internal DbSet<BuildImageRow> BuildImages => Set<BuildImageRow>();

    internal DbSet<ChangeRow> Changes => Set<ChangeRow>();

    internal DbSet<ChangesetRow> Changesets => Set<ChangesetRow>();

    internal DbSet<ChoiceRow> Choices => Set<ChoiceRow>();

    internal DbSet<ComposeImageRow> ComposeImages => Set<ComposeImageRow>();

    internal DbSet<ComposePathRow> ComposePaths => Set<ComposePathRow>();

    internal DbSet<ComposeRpmRow> ComposeRpms => Set<ComposeRpmRow>();

    internal DbSet<ComposeTreeRow> ComposeTrees => Set<ComposeTreeRow>();

    internal DbSet<ComposeRow> Composes => Set<ComposeRow>();

    internal DbSet<ContactRow> Contacts => Set<ContactRow>();

    internal DbSet<ContentDeliveryRepoRow> ContentDeliveryRepos => Set<ContentDeliveryRepoRow>();

    internal DbSet<GlobalComponentRow> GlobalComponents => Set<GlobalComponentRow>();

    internal DbSet<ImageRow> Images => Set<ImageRow>();

    internal DbSet<LabelRow> Labels => Set<LabelRow>();

    internal DbSet<MailingListRow> MailingLists => Set<MailingListRow>();

    internal DbSet<ModuleRow> Modules => Set<ModuleRow>();

    internal DbSet<PersonRow> People => Set<PersonRow>();

    internal DbSet<ProductVersionRow> ProductVersions => Set<ProductVersionRow>();

    internal DbSet<ProductRow> Products => Set<ProductRow>();

    internal DbSet<ReleaseComponentRow> ReleaseComponents => Set<ReleaseComponentRow>();

    internal DbSet<ReleaseVariantRow> ReleaseVariants => Set<ReleaseVariantRow>();

    internal DbSet<ReleaseRow> Releases => Set<ReleaseRow>();

    internal DbSet<RpmRow> Rpms => Set<RpmRow>();

    internal DbSet<SigkeyRow> Sigkeys => Set<SigkeyRow>();

    internal DbSet<VariantArchRow> VariantArches => Set<VariantArchRow>();

    internal DbSet<VariantRow> Variants => Set<VariantRow>();

    /// <inheritdoc />
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        JsonColumns.Configure(configurationBuilder);

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<ChoiceRow>().HasData(KnownChoices.All);
        modelBuilder.Entity<ComposeRow>().HasOne(compose => compose.Release).WithMany(release => release.Composes);
        modelBuilder.Entity<ComposeRow>()
            .HasMany(compose => compose.LinkedReleases)
            .WithMany(release => release.LinkedComposes)
            .UsingEntity("ComposeLinkedReleases");
        modelBuilder.Entity<RpmRow>()
            .HasMany(rpm => rpm.LinkedReleases)
            .WithMany()
            .UsingEntity("RpmLinkedReleases");
        modelBuilder.Entity<ModuleRow>().HasMany(module => module.Rpms).WithMany().UsingEntity("ModuleRpms");
        modelBuilder.Entity<BuildImageRow>().HasMany(image => image.Rpms).WithMany().UsingEntity("BuildImageRpms");
        modelBuilder.Entity<BuildImageRow>()
            .HasMany(image => image.Releases)
            .WithMany()
            .UsingEntity("BuildImageReleases");
        modelBuilder.Entity<GlobalComponentRow>()
            .HasMany(component => component.Labels)
            .WithMany()
            .UsingEntity("GlobalComponentLabels");

        // The database deletes what is below a component, so that the component alone is announced, as it always was.
        modelBuilder.Entity<BugzillaComponentRow>()
            .HasOne(component => component.Parent)
            .WithMany()
            .OnDelete(DeleteBehavior.Cascade);
        modelBuilder.Entity<ReleaseComponentRow>()
            .HasOne(component => component.BugzillaComponent)
            .WithMany()
            .OnDelete(DeleteBehavior.SetNull);

        // What would go along with these has to go before them: then it is announced.
        modelBuilder.Entity<ReleaseComponentRow>()
            .HasOne(component => component.GlobalComponent)
            .WithMany()
            .OnDelete(DeleteBehavior.Restrict);
        modelBuilder.Entity<ContentDeliveryRepoRow>()
            .HasOne(repo => repo.Variant)
            .WithMany()
            .OnDelete(DeleteBehavior.Restrict);
        modelBuilder.AddPdcBusOutbox();
    }
}
