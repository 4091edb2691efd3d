using Microsoft.EntityFrameworkCore;

namespace PdcBus.Sample;

/// <summary>An image that a build made. What a compose has is <see cref="ImageRow"/>.</summary>
[Index(nameof(ImageId), nameof(ImageFormat), IsUnique = true)]
internal sealed class BuildImageRow : IRow
{
    public long Id { get; init; }

    public required string ImageId { get; set; }

    public required string ImageFormat { get; set; }

    public required string Md5 { get; set; }

    public List<RpmRow> Rpms { get; set; } = [];

    public List<BuildImageArchive> Archives { get; set; } = [];

    public List<ReleaseRow> Releases { get; set; } = [];
}
