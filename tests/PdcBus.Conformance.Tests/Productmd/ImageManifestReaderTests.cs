using System.Text.Json;
using System.Text.Json.Nodes;
using PdcBus.Sample;

namespace PdcBus.Conformance.Tests;

public sealed class ImageManifestReaderTests
{
    [Theory]
    [InlineData("images-1.0.json")]
    [InlineData("images-1.1.json")]
    [InlineData("images-1.2.json")]
    public void Read_RealManifest_HasItsImages(string name)
    {
        var manifest = ImageManifestReader.Read(Golden.Element(name));

        Assert.Equal(4, manifest.Images.Sum(place => place.Count()));
        Assert.Equal(
            new ManifestImage
            {
                Path = "Client/source/iso/TP-1.0-20150310.0-Client-source-dvd1.iso",
                Arch = "src",
                Format = "iso",
                Type = "dvd",
                Sha256 = new string('2', 64),
                Sha1 = new string('1', 40),
                Md5 = new string('4', 32),
                ImplantMd5 = new string('d', 32),
                VolumeId = "TP-1.0 Client.src",
                Subvariant = "Client",
                DiscNumber = 1,
                DiscCount = 2,
                Bootable = false,
                ModifiedAt = 1400527904,
                Size = 4696397824,
            },
            Assert.Single(manifest.Images[("Client", "x86_64")]));
    }

    [Fact]
    public void Read_NullFields_AreAbsent() =>
        Assert.Null(Assert.Single(
            ImageManifestReader.Read(Golden.Element("images-1.2.json")).Images[("Server-SAP", "x86_64")]).ImplantMd5);

    [Theory]
    [InlineData("checksums", null, "checksums is missing.")]
    [InlineData("path", null, "path is missing.")]
    [InlineData("bootable", "yes", "bootable is not true or false.")]
    [InlineData("size", "large", "size is not a whole number.")]
    public void Read_DamagedImage_SaysWhere(string field, object? value, string complaint)
    {
        var manifest = Golden.Node("images-1.2.json");
        var image = manifest.At("payload.images.Client.x86_64")[0]!.AsObject();
        if (value is null) image.Remove(field);
        else image[field] = JsonValue.Create(value);

        var exception = Assert.Throws<ManifestException>(
            () => ImageManifestReader.Read(manifest.Deserialize<JsonElement>()));

        Assert.Equal($"image_manifest.payload.images.Client.x86_64[0].{complaint}", exception.Message);
    }

    [Fact]
    public void Read_TimeWithFraction_IsCut()
    {
        var manifest = Golden.Node("images-1.2.json");
        manifest.At("payload.images.Client.x86_64")[0]!["mtime"] = 1400527904.75;

        var image = Assert.Single(
            ImageManifestReader.Read(manifest.Deserialize<JsonElement>()).Images[("Client", "x86_64")]);

        Assert.Equal(1400527904, image.ModifiedAt);
    }
}
