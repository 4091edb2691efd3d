using PdcBus.Sample;

namespace PdcBus.Conformance.Tests;

public sealed class NevraTests
{
    [Theory]
    [InlineData("bash-0:4.3.30-2.fc21.x86_64", "bash", 0, "4.3.30", "2.fc21", "x86_64")]
    [InlineData("bash-0:4.3.30-2.fc21.x86_64.rpm", "bash", 0, "4.3.30", "2.fc21", "x86_64")]
    [InlineData("java-openjdk-1:1.8.0.25-5.b18.fc21.i686", "java-openjdk", 1, "1.8.0.25", "5.b18.fc21", "i686")]
    [InlineData("1:java-openjdk-1.8.0.25-5.b18.fc21.i686", "java-openjdk", 1, "1.8.0.25", "5.b18.fc21", "i686")]
    [InlineData("bash-4.3.30-2.fc21.src", "bash", 0, "4.3.30", "2.fc21", "src")]
    public void TryParse_WrittenForm_ReadsItsParts(
        string text, string name, int epoch, string version, string release, string arch) =>
        Assert.Equal(new Nevra(name, epoch, version, release, arch), Nevra.TryParse(text));

    [Theory]
    [InlineData("")]
    [InlineData("bash")]
    [InlineData("bash-4.3.30.x86_64")]
    [InlineData("bash-x:4.3.30-2.fc21.x86_64")]
    [InlineData("-0:4.3.30-2.fc21.x86_64")]
    [InlineData("bash-0:-2.fc21.x86_64")]
    [InlineData("bash-0:4.3.30-2.")]
    public void TryParse_AnythingElse_IsNull(string text) => Assert.Null(Nevra.TryParse(text));

    [Fact]
    public void ToString_Always_IsTheFullForm() =>
        Assert.Equal("bash-0:4.3.30-2.fc21.src", Nevra.TryParse("bash-4.3.30-2.fc21.src")?.ToString());
}
