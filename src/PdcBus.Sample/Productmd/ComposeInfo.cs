namespace PdcBus.Sample;

/// <summary>A composeinfo: the compose, the release that it is made for, and its variants.</summary>
internal sealed record ComposeInfo(
    ComposeHeader Compose, ManifestRelease Release, IReadOnlyList<ManifestVariant> Variants);

/// <summary>A release as a manifest names it. The short name is in lower case.</summary>
internal sealed record ManifestRelease(string Name, string Short, string Version, string Type);

/// <summary>A part of the compose.</summary>
/// <param name="Release">The product of its own that a layered variant carries; null for the others.</param>
/// <param name="Paths">What lies where, relative to the compose.</param>
internal sealed record ManifestVariant(
    string Uid,
    string Id,
    string Name,
    string Type,
    IReadOnlyList<string> Arches,
    ManifestRelease? Release,
    IReadOnlyList<ManifestPath> Paths);

/// <summary>Where something of a variant lies, for one architecture.</summary>
internal sealed record ManifestPath(string Type, string Arch, string Path);
