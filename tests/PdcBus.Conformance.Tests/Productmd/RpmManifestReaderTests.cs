using System.Text.Json;
using System.Text.Json.Nodes;
using PdcBus.Sample;

namespace PdcBus.Conformance.Tests;

public sealed class RpmManifestReaderTests
{
    private const string Source = "dummypython-0:1.2-3.el6.src";

    [Theory]
    [InlineData("rpms-1.0.json")]
    [InlineData("rpms-1.1.json")]
    [InlineData("rpms-1.2.json")]
    public void Read_RealManifest_HasItsEntries(string name)
    {
        var manifest = RpmManifestReader.Read(Golden.Element(name));

        Assert.Equal("TP-1.0-20150310.0", manifest.Compose.Id);
        Assert.Equal(3, manifest.Rpms[("Client", "x86_64")].Count());
        Assert.Equal(3, manifest.Rpms[("Server", "x86_64")].Count());
        Assert.Empty(manifest.Rpms[("Server", "ppc64")]);
        Assert.Contains(
            new ManifestRpm(
                Nevra.TryParse("dummypython-0:1.2-3.el6.x86_64")!,
                Nevra.TryParse(Source)!,
                "Server/x86_64/os/Packages/dummypython-1.2-3.el6.x86_64.rpm",
                "abcdef00",
                "binary"),
            manifest.Rpms[("Server", "x86_64")]);
    }

    [Theory]
    [InlineData("path", null, ".path is missing.")]
    [InlineData("category", null, ".type is missing.")]
    [InlineData("sigkey", 7, ".sigkey is not a text.")]
    public void Read_DamagedEntry_SaysWhere(string field, object? value, string complaint)
    {
        var exception = Assert.Throws<ManifestException>(() => Read(entry =>
        {
            if (value is null) entry.Remove(field);
            else entry[field] = JsonValue.Create(value);
        }));

        Assert.Equal(
            $"rpm_manifest.payload.rpms.Server.x86_64.{Source}.{Source}{complaint}", exception.Message);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Read_UnsignedEntry_HasNoKey(string? sigkey) =>
        Assert.Null(Read(entry => entry["sigkey"] = sigkey).Sigkey);

    [Fact]
    public void Read_KeyInUpperCase_IsLowered() =>
        Assert.Equal("abcdef00", Read(entry => entry["sigkey"] = "ABCDEF00").Sigkey);

    [Fact]
    public void Read_CategoryCalledType_IsTaken()
    {
        var rpm = Read(entry =>
        {
            entry.Remove("category");
            entry["type"] = "source";
        });

        Assert.Equal("source", rpm.Category);
    }

    [Fact]
    public void Read_NameThatIsNone_SaysWhere()
    {
        var manifest = Golden.Node("rpms-1.2.json");
        manifest.At("payload.rpms.Server.x86_64")["bash"] = new JsonObject();
        manifest.At("payload.rpms.Server.x86_64.bash")["nonsense"] = new JsonObject();

        var exception = Assert.Throws<ManifestException>(
            () => RpmManifestReader.Read(manifest.Deserialize<JsonElement>()));

        Assert.StartsWith(
            "rpm_manifest.payload.rpms.Server.x86_64.bash is not named like an RPM",
            exception.Message,
            StringComparison.Ordinal);
    }

    // Reads the manifest with its first source RPM changed.
    private static ManifestRpm Read(Action<JsonObject> change)
    {
        var manifest = Golden.Node("rpms-1.2.json");
        change(manifest.At("payload.rpms.Server.x86_64")[Source]![Source]!.AsObject());
        return RpmManifestReader.Read(manifest.Deserialize<JsonElement>())
            .Rpms[("Server", "x86_64")].Single(rpm => rpm.Nevra == rpm.Source);
    }
}
