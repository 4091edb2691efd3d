namespace PdcBus;

/// <summary>
/// Lets one unit of work at a time write where the database would do the same by blocking a thread for each that waits.
/// First come, first served.
/// </summary>
internal sealed class OneWriter(TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _gate = new(1, 1);

    /// <exception cref="TimeoutException">The one before does not end.</exception>
    public async Task EnterAsync(CancellationToken cancellationToken)
    {
        if (_gate.Wait(TimeSpan.Zero, CancellationToken.None)) return;
        using var patience = new CancellationTokenSource(Patience, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await _gate.WaitAsync(both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException(
                $"Another unit of work has been writing to the database for {Patience.TotalSeconds:0} s, and SQLite takes one " +
                "writer at a time. Let actions that write be short, or take PostgreSQL.");
        }
    }

    public void Leave() => _gate.Release();

    public void Dispose() => _gate.Dispose();
}
