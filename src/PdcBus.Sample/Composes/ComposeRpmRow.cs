using Microsoft.EntityFrameworkCore;

namespace PdcBus.Sample;

/// <summary>An RPM in a compose.</summary>
[PrimaryKey(nameof(VariantArchId), nameof(RpmId))]
internal sealed class ComposeRpmRow
{
    public long VariantArchId { get; init; }

    public long RpmId { get; init; }

    public VariantArchRow? VariantArch { get; init; }

    public RpmRow? Rpm { get; init; }

    /// <summary>The folder that the file lies in, relative to the compose.</summary>
    public required string Folder { get; init; }

    public required string? Sigkey { get; init; }

    public required string Category { get; init; }
}
