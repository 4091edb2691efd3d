using Microsoft.EntityFrameworkCore;

namespace PdcBus.Sample;

/// <summary>Where something of a variant lies, relative to the compose.</summary>
[Index(nameof(VariantArchId), nameof(Type), IsUnique = true)]
internal sealed class ComposePathRow
{
    public long Id { get; init; }

    public long VariantArchId { get; init; }

    /// <summary>For example <c>os_tree</c>.</summary>
    public required string Type { get; init; }

    public required string Path { get; set; }
}
