namespace PdcBus.Sample;

/// <summary>The RPMs of a compose, by variant and architecture, in the manifest's order.</summary>
internal sealed record RpmManifest(ComposeHeader Compose, ILookup<(string Variant, string Arch), ManifestRpm> Rpms);

/// <summary>One entry of the manifest.</summary>
/// <param name="Source">The source RPM that it was built from.</param>
/// <param name="Path">Where the file lies, relative to the compose.</param>
/// <param name="Sigkey">The key that signed it, in lower case; null if it is not signed.</param>
/// <param name="Category">For example <c>binary</c>, <c>debug</c> or <c>source</c>.</param>
internal sealed record ManifestRpm(Nevra Nevra, Nevra Source, string Path, string? Sigkey, string Category);
