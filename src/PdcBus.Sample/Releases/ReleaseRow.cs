using Microsoft.EntityFrameworkCore;

namespace PdcBus.Sample;

[Index(nameof(ReleaseId), IsUnique = true)]
internal sealed class ReleaseRow
{
    public long Id { get; init; }

    /// <summary>For example <c>tp-1.0</c>.</summary>
    public required string ReleaseId { get; init; }

    public required string Name { get; init; }

    public required string Short { get; init; }

    public required string Version { get; init; }

    public required string ReleaseType { get; init; }

    /// <summary>The release that this one is integrated with; null for one that stands alone.</summary>
    public string? IntegratedWith { get; init; }
}
