using Microsoft.EntityFrameworkCore;

namespace PdcBus.Sample;

/// <summary>Where a copy of a variant can be fetched.</summary>
[Index(nameof(VariantArchId), nameof(Location), IsUnique = true)]
internal sealed class ComposeTreeRow
{
    public long Id { get; init; }

    public long VariantArchId { get; init; }

    public VariantArchRow? VariantArch { get; init; }

    public required string Location { get; init; }

    public required string Scheme { get; set; }

    public required string Url { get; set; }
}
