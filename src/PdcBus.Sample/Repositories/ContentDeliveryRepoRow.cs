using Microsoft.EntityFrameworkCore;

namespace PdcBus.Sample;

/// <summary>A repository that content of a variant is delivered in.</summary>
[Index(
    "VariantId", nameof(Arch), nameof(Service), nameof(RepoFamily), nameof(ContentFormat), nameof(ContentCategory),
    nameof(Name), nameof(Shadow), IsUnique = true)]
internal sealed class ContentDeliveryRepoRow : IRow
{
    public long Id { get; init; }

    public required ReleaseVariantRow Variant { get; set; }

    public required string Arch { get; set; }

    public required string Service { get; set; }

    public required string RepoFamily { get; set; }

    public required string ContentFormat { get; set; }

    public required string ContentCategory { get; set; }

    public required string Name { get; set; }

    public bool Shadow { get; set; }

    public long? ProductId { get; set; }
}
