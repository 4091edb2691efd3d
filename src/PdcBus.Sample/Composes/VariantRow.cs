using System.ComponentModel.DataAnnotations.Schema;
using Microsoft.EntityFrameworkCore;

namespace PdcBus.Sample;

/// <summary>A variant of a compose.</summary>
[Index(nameof(ComposeId), nameof(Uid), IsUnique = true)]
internal sealed class VariantRow
{
    public long Id { get; init; }

    public long ComposeId { get; init; }

    public ComposeRow Compose { get; init; } = null!;

    public required string Uid { get; init; }

    public required string VariantId { get; init; }

    public required string Name { get; init; }

    public required string Type { get; init; }

    [ForeignKey(nameof(VariantArchRow.VariantId))]
    public List<VariantArchRow> Arches { get; init; } = [];
}
