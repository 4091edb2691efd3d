using Microsoft.EntityFrameworkCore;

namespace PdcBus.Sample;

/// <summary>An image in a compose.</summary>
[PrimaryKey(nameof(VariantArchId), nameof(ImageId))]
internal sealed class ComposeImageRow
{
    public long VariantArchId { get; init; }

    public long ImageId { get; init; }

    public VariantArchRow? VariantArch { get; init; }

    public ImageRow? Image { get; init; }

    /// <summary>The folder that the file lies in, relative to the compose.</summary>
    public required string Folder { get; init; }
}
