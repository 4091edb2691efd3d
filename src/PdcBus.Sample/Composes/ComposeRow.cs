using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace PdcBus.Sample;

[Index(nameof(ComposeId), IsUnique = true)]
internal sealed class ComposeRow
{
    public long Id { get; init; }

    /// <summary>For example <c>TP-1.0-20150310.0</c>.</summary>
    public required string ComposeId { get; init; }

    public required DateOnly Date { get; init; }

    public required string Type { get; init; }

    public required int Respin { get; init; }

    public required string? Label { get; init; }

    public required DateTimeOffset ImportedOn { get; init; }

    public bool Deleted { get; set; }

    public string AcceptanceTesting { get; set; } = "untested";

    public required ReleaseRow Release { get; init; }

    public List<ReleaseRow> LinkedReleases { get; init; } = [];

    [ForeignKey(nameof(VariantRow.ComposeId))]
    public List<VariantRow> Variants { get; init; } = [];
}
