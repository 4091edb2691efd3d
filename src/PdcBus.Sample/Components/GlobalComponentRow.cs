using Microsoft.EntityFrameworkCore;

namespace PdcBus.Sample;

/// <summary>A component, over all releases.</summary>
[Index(nameof(Name), IsUnique = true)]
internal sealed class GlobalComponentRow : IRow
{
    public long Id { get; init; }

    public required string Name { get; set; }

    public string? DistGitPath { get; set; }

    public Upstream? Upstream { get; set; }

    public List<LabelRow> Labels { get; init; } = [];
}
