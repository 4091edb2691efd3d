namespace PdcBus.Sample;

/// <summary>
/// Lets one request at a time write, in the order in which they came. SQLite would do the same, but by blocking a
/// thread for each that waits.
/// </summary>
internal sealed class WriteGate : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _gate = new(1, 1);

    public async Task EnterAsync(CancellationToken cancellationToken)
    {
        if (await _gate.WaitAsync(Patience, cancellationToken)) return;
        throw new UnavailableException(DatabaseErrors.BusyDetail);
    }

    public void Leave() => _gate.Release();

    public void Dispose() => _gate.Dispose();
}
