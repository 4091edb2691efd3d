using System.Globalization;
using System.Text.Json.Nodes;

namespace PdcBus.Conformance.Tests;

/// <summary>Bodies of imports, to be changed by a test before they are sent.</summary>
internal static class Manifests
{
    public const string ComposeId = "TP-1.0-20150310.0";

    public static JsonObject FullImport() => new()
    {
        ["release_id"] = "tp-1.0",
        ["composeinfo"] = Golden.Node("composeinfo-0.3.json"),
        ["rpm_manifest"] = Golden.Node("rpms-1.2.json"),
        ["image_manifest"] = Golden.Node("images-1.2.json"),
        ["location"] = "BRQ",
        ["url"] = "http://brq.example.com/compose/",
        ["scheme"] = "http",
    };

    public static JsonObject Rpms(string manifest = "rpms-1.2.json") => new()
    {
        ["release_id"] = "tp-1.0",
        ["composeinfo"] = Golden.Node("composeinfo-0.3.json"),
        ["rpm_manifest"] = Golden.Node(manifest),
    };

    public static JsonObject Images(string manifest = "images-1.2.json") => new()
    {
        ["release_id"] = "tp-1.0",
        ["composeinfo"] = Golden.Node("composeinfo-0.3.json"),
        ["image_manifest"] = Golden.Node(manifest),
    };

    /// <summary>The same full import for another compose of that day.</summary>
    /// <param name="respin">Which one; the last part of its id.</param>
    public static JsonObject FullImport(int respin)
    {
        var id = IdOf(respin);
        return FullImport()
            .With("composeinfo.payload.compose.respin", respin)
            .With("composeinfo.payload.compose.id", id)
            .With("rpm_manifest.payload.compose.id", id)
            .With("image_manifest.payload.compose.id", id);
    }

    public static string IdOf(int respin) => string.Create(CultureInfo.InvariantCulture, $"TP-1.0-20150310.{respin}");

    /// <summary>The node at a path like <c>payload.compose.id</c>.</summary>
    public static JsonNode At(this JsonNode node, string path) =>
        path.Split('.').Aggregate(node, (parent, name) => parent[name]!);

    /// <summary>Sets, or with null removes, the member at a path.</summary>
    public static T With<T>(this T node, string path, JsonNode? value)
        where T : JsonNode
    {
        var at = path.LastIndexOf('.');
        var parent = (at < 0 ? node : node.At(path[..at])).AsObject();
        if (value is null) parent.Remove(path[(at + 1)..]);
        else parent[path[(at + 1)..]] = value;
        return node;
    }
}
