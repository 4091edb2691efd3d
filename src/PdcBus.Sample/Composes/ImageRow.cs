using Microsoft.EntityFrameworkCore;

namespace PdcBus.Sample;

[Index(nameof(FileName), nameof(Sha256), IsUnique = true)]
internal sealed class ImageRow
{
    public long Id { get; init; }

    public required string FileName { get; init; }

    public required string Sha256 { get; init; }

    public required string? Sha1 { get; init; }

    public required string? Md5 { get; init; }

    public required string? ImplantMd5 { get; init; }

    public required string Format { get; init; }

    public required string Type { get; init; }

    public required string Arch { get; init; }

    public required string? Subvariant { get; init; }

    public required string? VolumeId { get; init; }

    public required int DiscNumber { get; init; }

    public required int DiscCount { get; init; }

    public required bool Bootable { get; init; }

    /// <summary>In seconds since 1970.</summary>
    public required long ModifiedAt { get; init; }

    /// <summary>In bytes.</summary>
    public required long Size { get; init; }
}
