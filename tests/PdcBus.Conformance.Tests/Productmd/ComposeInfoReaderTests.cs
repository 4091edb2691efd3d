using System.Text.Json;
using System.Text.Json.Nodes;
using PdcBus.Sample;

namespace PdcBus.Conformance.Tests;

public sealed class ComposeInfoReaderTests
{
    [Theory]
    [InlineData("composeinfo-0.3.json")]
    [InlineData("composeinfo-1.2.json")]
    public void Read_RealManifest_HasItsCompose(string name)
    {
        var info = ComposeInfoReader.Read(Golden.Element(name));

        Assert.Equal(
            new ComposeHeader("TP-1.0-20150310.0", new DateOnly(2015, 3, 10), "production", 0, "RC-3.1"), info.Compose);
        Assert.Equal(new ManifestRelease("Test Product", "tp", "1.0", "ga"), info.Release);
    }

    [Theory]
    [InlineData("composeinfo-0.3.json")]
    [InlineData("composeinfo-1.2.json")]
    public void Read_RealManifest_HasItsVariants(string name)
    {
        var info = ComposeInfoReader.Read(Golden.Element(name));

        Assert.Equal(["Client", "Server", "Server-SAP"], info.Variants.Select(variant => variant.Uid));
        Assert.Equal(["ppc64", "s390x", "x86_64"], info.Variants[1].Arches);
        Assert.Equal("layered-product", info.Variants[2].Type);
        Assert.Equal(new ManifestRelease("SAP", "sap", "1.0", "ga"), info.Variants[2].Release);
        Assert.Contains(new ManifestPath("os_tree", "s390x", "Server/s390x/os"), info.Variants[1].Paths);
    }

    [Theory]
    [InlineData("header", null, "composeinfo.header is missing.")]
    [InlineData("header.version", "0.2", "composeinfo.header.version is '0.2'. Versions 0.3 and 1.x can be read.")]
    [InlineData("header.version", "2.0", "composeinfo.header.version is '2.0'. Versions 0.3 and 1.x can be read.")]
    [InlineData("header.version", "new", "composeinfo.header.version is 'new'. Versions 0.3 and 1.x can be read.")]
    [InlineData("header.version", 3, "composeinfo.header.version is not a text.")]
    [InlineData(
        "header.type", "productmd.rpms",
        "composeinfo.header.type is 'productmd.rpms', not 'productmd.composeinfo': this is another manifest.")]
    [InlineData("payload", null, "composeinfo.payload is missing.")]
    [InlineData("payload.compose.id", null, "composeinfo.payload.compose.id is missing.")]
    [InlineData("payload.compose.id", "", "composeinfo.payload.compose.id is empty.")]
    [InlineData("payload.compose.date", "2015", "composeinfo.payload.compose.date is not a date like 20150310.")]
    [InlineData("payload.compose.respin", "many", "composeinfo.payload.compose.respin is not a whole number.")]
    [InlineData("payload.compose.respin", -1, "composeinfo.payload.compose.respin is not a number from 0.")]
    [InlineData("payload.product.short", null, "composeinfo.payload.product.short is missing.")]
    [InlineData("payload.variants", "none", "composeinfo.payload.variants is not an object.")]
    [InlineData(
        "payload.variants.Client.arches", "x86_64", "composeinfo.payload.variants.Client.arches is not a list.")]
    [InlineData("payload.variants.Client.name", null, "composeinfo.payload.variants.Client.name is missing.")]
    public void Read_DamagedManifest_SaysWhere(string path, object? value, string complaint)
    {
        var manifest = Golden.Node("composeinfo-0.3.json").With(path, value is null ? null : JsonValue.Create(value));

        var exception = Assert.Throws<ManifestException>(
            () => ComposeInfoReader.Read(manifest.Deserialize<JsonElement>()));

        Assert.Equal(complaint, exception.Message);
    }

    [Fact]
    public void Read_IdThatIsTooLong_SaysSo()
    {
        var manifest = Golden.Node("composeinfo-0.3.json").With("payload.compose.id", new string('x', 201));

        var exception = Assert.Throws<ManifestException>(
            () => ComposeInfoReader.Read(manifest.Deserialize<JsonElement>()));

        Assert.Equal("composeinfo.payload.compose.id is longer than 200 characters.", exception.Message);
    }

    [Theory]
    [InlineData("payload.compose.label")]
    [InlineData("payload.variants.Client.paths")]
    [InlineData("payload.variants.Client.uid")]
    [InlineData("payload.variants.Server-SAP.product")]
    public void Read_WithoutWhatMayBeAbsent_Reads(string path)
    {
        var manifest = Golden.Node("composeinfo-0.3.json").With(path, null);

        var info = ComposeInfoReader.Read(manifest.Deserialize<JsonElement>());

        Assert.Equal(["Client", "Server", "Server-SAP"], info.Variants.Select(variant => variant.Uid));
    }
}
