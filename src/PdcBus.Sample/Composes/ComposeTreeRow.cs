using Microsoft.EntityFrameworkCore;

namespace PdcBus.Sample;

/// <summary>Where a copy of a variant can be fetched.</summary>
[Index(nameof(VariantArchId), nameof(Location), IsUnique = true)]
internal sealed class ComposeTreeRow : IRow
{
    public long Id { get; init; }

    public long VariantArchId { get; init; }

    public VariantArchRow VariantArch { get; set; } = null!;

    public required string Location { get; set; }

    public required string Scheme { get; set; }

    public required string Url { get; set; }

    /// <summary>The categories of content that lie there.</summary>
    public List<string> SyncedContent { get; set; } = [];
}
