using Microsoft.EntityFrameworkCore;

namespace PdcBus.Sample;

/// <summary>A variant that a release is to have. What a compose has is <see cref="VariantRow"/>.</summary>
[Index("ReleaseId", nameof(Uid), IsUnique = true)]
internal sealed class ReleaseVariantRow : IRow
{
    public long Id { get; init; }

    public required ReleaseRow Release { get; set; }

    public required string Uid { get; set; }

    public required string VariantId { get; set; }

    public required string Name { get; set; }

    public required string Type { get; set; }

    public required List<string> Arches { get; set; }

    public string? VariantVersion { get; set; }

    public string? VariantRelease { get; set; }

    public List<string> AllowedPushTargets { get; set; } = [];
}
