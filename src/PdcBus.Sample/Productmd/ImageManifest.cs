namespace PdcBus.Sample;

/// <summary>The images of a compose, by variant and architecture, in the manifest's order.</summary>
internal sealed record ImageManifest(
    ComposeHeader Compose, ILookup<(string Variant, string Arch), ManifestImage> Images);

/// <summary>One entry of the manifest.</summary>
internal sealed record ManifestImage
{
    /// <summary>Where the file lies, relative to the compose.</summary>
    public required string Path { get; init; }

    public required string Arch { get; init; }

    /// <summary>For example <c>iso</c> or <c>qcow2</c>.</summary>
    public required string Format { get; init; }

    /// <summary>For example <c>dvd</c> or <c>boot</c>.</summary>
    public required string Type { get; init; }

    public required string Sha256 { get; init; }

    public string? Sha1 { get; init; }

    public string? Md5 { get; init; }

    public string? ImplantMd5 { get; init; }

    public string? VolumeId { get; init; }

    public string? Subvariant { get; init; }

    public int DiscNumber { get; init; }

    public int DiscCount { get; init; }

    public bool Bootable { get; init; }

    /// <summary>When the file was changed last, in seconds since 1970.</summary>
    public long ModifiedAt { get; init; }

    /// <summary>In bytes.</summary>
    public long Size { get; init; }
}
