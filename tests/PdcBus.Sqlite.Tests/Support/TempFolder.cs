namespace PdcBus;

/// <summary>A folder of a test's own, gone when the test is.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("pdcbus-").FullName;

    /// <summary>The outbox file at a place; the first is <c>outbox.db</c>.</summary>
    public string Outbox(int place = 1) =>
        System.IO.Path.Combine(Path, place == 1 ? "outbox.db" : $"outbox-{place}.db");

    public string[] Find(string pattern) => [.. Directory.GetFiles(Path, pattern).Order()];

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
