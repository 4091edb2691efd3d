using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace PdcBus.Sample;

/// <summary>A variant of a compose for one architecture: what RPMs, images and trees belong to.</summary>
[Index(nameof(VariantId), nameof(Arch), IsUnique = true)]
internal sealed class VariantArchRow
{
    public long Id { get; init; }

    public long VariantId { get; init; }

    public VariantRow Variant { get; init; } = null!;

    public required string Arch { get; init; }

    public string RttTestingStatus { get; set; } = "untested";

    [ForeignKey(nameof(ComposePathRow.VariantArchId))]
    public List<ComposePathRow> Paths { get; init; } = [];

    [ForeignKey(nameof(ComposeRpmRow.VariantArchId))]
    public List<ComposeRpmRow> Rpms { get; init; } = [];
}
