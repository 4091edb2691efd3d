namespace PdcBus;

internal static class Damage
{
    /// <summary>Overwrites everything behind a page, so that the damage lies where only reading finds it.</summary>
    public static void Inside(string file, int afterPage)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        stream.Position = afterPage * 4096L;
        Assert.True(stream.Position < stream.Length, "The file ends before the damage begins.");
        var rest = new byte[stream.Length - stream.Position];
        new Random(1).NextBytes(rest);
        stream.Write(rest);
    }
}
