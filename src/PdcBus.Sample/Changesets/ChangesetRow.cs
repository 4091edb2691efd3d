using System.ComponentModel.DataAnnotations.Schema;

namespace PdcBus.Sample;

/// <summary>What one request changed, who made it and why.</summary>
internal sealed class ChangesetRow
{
    public long Id { get; init; }

    public required string Author { get; init; }

    public required string? Comment { get; init; }

    public required DateTimeOffset CommittedOn { get; init; }

    [ForeignKey(nameof(ChangeRow.ChangesetId))]
    public required List<ChangeRow> Changes { get; init; }
}
