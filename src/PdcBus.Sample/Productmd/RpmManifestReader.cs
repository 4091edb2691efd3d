using System.Text.Json;

namespace PdcBus.Sample;

/// <summary>Reads an rpms manifest, versions 1.x.</summary>
internal static class RpmManifestReader
{
    public static RpmManifest Read(JsonElement json, string name = "rpm_manifest")
    {
        var manifest = new ManifestNode(json, name);
        ManifestHeader.Read(manifest, "productmd.rpms", "1.x");
        var payload = manifest["payload"];
        return new RpmManifest(
            ComposeHeader.Read(payload),
            ReadRpms(payload["rpms"]).ToLookup(entry => entry.Place, entry => entry.Rpm));
    }

    private static IEnumerable<((string, string) Place, ManifestRpm Rpm)> ReadRpms(ManifestNode variants) =>
        from variant in variants.Members()
        from arch in variant.Value.Members()
        from source in arch.Value.Members()
        let sourceNevra = ReadNevra(source.Name, source.Value)
        from rpm in source.Value.Members()
        select ((variant.Name, arch.Name), ReadRpm(rpm.Name, rpm.Value, sourceNevra));

    private static ManifestRpm ReadRpm(string nevra, ManifestNode rpm, Nevra source) => new(
        ReadNevra(nevra, rpm),
        source,
        rpm["path"].Text(),
        rpm.OptionalText("sigkey")?.ToLowerInvariant(),
        // The papers on 1.0 call it type; the tools have always written category.
        rpm.OptionalText("category") ?? rpm["type"].Text());

    private static Nevra ReadNevra(string text, ManifestNode node) => Nevra.TryParse(text)
        ?? throw new ManifestException(
            $"{node.Path} is not named like an RPM: name-epoch:version-release.arch is expected.");
}
