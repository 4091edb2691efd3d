using System.Text.Json;

namespace PdcBus.Sample;

/// <summary>
/// Reads a composeinfo: version 0.3, and 1.x, which says <c>release</c> where 0.3 says <c>product</c>.
/// </summary>
internal static class ComposeInfoReader
{
    public static ComposeInfo Read(JsonElement json, string name = "composeinfo")
    {
        var manifest = new ManifestNode(json, name);
        var version = ManifestHeader.Read(manifest, "productmd.composeinfo", "0.3 and 1.x");
        var product = version.Major == 0 ? "product" : "release";
        var payload = manifest["payload"];
        return new ComposeInfo(
            ComposeHeader.Read(payload),
            ReadRelease(payload[product]),
            [.. payload["variants"].Members()
                .Select(member => ReadVariant(member.Name, member.Value, product))
                .OrderBy(variant => variant.Uid, StringComparer.Ordinal)]);
    }

    private static ManifestVariant ReadVariant(string key, ManifestNode variant, string product)
    {
        var arches = variant["arches"].Items().Select(arch => arch.Text()).Distinct().Order(StringComparer.Ordinal);
        return new ManifestVariant(
            variant.OptionalText("uid") ?? key,
            variant["id"].Text(),
            variant["name"].Text(),
            variant["type"].Text(),
            [.. arches],
            variant.TryGet(product, out var own) ? ReadRelease(own) : null,
            [.. ReadPaths(variant)]);
    }

    private static IEnumerable<ManifestPath> ReadPaths(ManifestNode variant)
    {
        if (!variant.TryGet("paths", out var paths)) yield break;
        foreach (var (type, arches) in paths.Members())
        {
            foreach (var (arch, path) in arches.Members())
            {
                yield return new ManifestPath(type, arch, path.Text());
            }
        }
    }

    private static ManifestRelease ReadRelease(ManifestNode release) => new(
        release["name"].Text(),
        release["short"].Text().ToLowerInvariant(),
        release["version"].Text(),
        release.OptionalText("type")?.ToLowerInvariant() ?? "ga");
}
