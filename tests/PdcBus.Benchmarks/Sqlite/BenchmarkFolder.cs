namespace PdcBus;

/// <summary>A folder for one measurement.</summary>
internal sealed class BenchmarkFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("pdcbus-benchmark-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
