using System.Text.Json;

namespace PdcBus.Sample;

/// <summary>Reads an images manifest, versions 1.x.</summary>
internal static class ImageManifestReader
{
    public static ImageManifest Read(JsonElement json, string name = "image_manifest")
    {
        var manifest = new ManifestNode(json, name);
        ManifestHeader.Read(manifest, "productmd.images", "1.x");
        var payload = manifest["payload"];
        return new ImageManifest(
            ComposeHeader.Read(payload),
            ReadImages(payload["images"]).ToLookup(entry => entry.Place, entry => entry.Image));
    }

    private static IEnumerable<((string, string) Place, ManifestImage Image)> ReadImages(ManifestNode variants) =>
        from variant in variants.Members()
        from arch in variant.Value.Members()
        from image in arch.Value.Items()
        select ((variant.Name, arch.Name), ReadImage(image));

    private static ManifestImage ReadImage(ManifestNode image)
    {
        var checksums = image["checksums"];
        return new ManifestImage
        {
            Path = image["path"].Text(),
            Arch = image["arch"].Text(),
            Format = image["format"].Text(),
            Type = image["type"].Text(),
            Sha256 = checksums["sha256"].Text(),
            Sha1 = checksums.OptionalText("sha1"),
            Md5 = checksums.OptionalText("md5"),
            ImplantMd5 = image.OptionalText("implant_md5"),
            VolumeId = image.OptionalText("volume_id"),
            Subvariant = image.OptionalText("subvariant"),
            DiscNumber = image.SmallNumber("disc_number", otherwise: 1),
            DiscCount = image.SmallNumber("disc_count", otherwise: 1),
            Bootable = image.Flag("bootable"),
            ModifiedAt = image.Number("mtime", otherwise: 0),
            Size = image.Number("size", otherwise: 0),
        };
    }
}
