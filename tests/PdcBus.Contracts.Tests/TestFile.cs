namespace PdcBus.Contracts.Tests;

internal static class TestFile
{
    public static string Read(string name)
    {
        using var stream = typeof(TestFile).Assembly.GetManifestResourceStream(name);
        using var reader = new StreamReader(stream!);
        return reader.ReadToEnd();
    }
}
