using PdcBus.Sample;

namespace PdcBus.Conformance.Tests;

public sealed class ManifestFileTests
{
    [Theory]
    [InlineData("Server/x86_64/os/bash.rpm", "Server/x86_64/os", "bash.rpm")]
    [InlineData("bash.rpm", "", "bash.rpm")]
    public void Path_Always_IsFolderAndName(string path, string folder, string name) =>
        Assert.Equal((folder, name), (ManifestFile.FolderOf(path), ManifestFile.NameOf(path)));
}
