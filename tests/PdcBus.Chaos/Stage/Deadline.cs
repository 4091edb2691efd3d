namespace PdcBus;

/// <summary>How long what must happen may take, before the scenario has failed: a busy machine is slow.</summary>
internal static class Deadline
{
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);

    /// <summary>Waits until something is so.</summary>
    /// <exception cref="TimeoutException">It did not come to be so.</exception>
    public static Task UntilAsync(Func<bool> condition, Func<string> otherwise, CancellationToken cancellationToken) =>
        UntilAsync(() => ValueTask.FromResult(condition()), otherwise, cancellationToken);

    /// <inheritdoc cref="UntilAsync(Func{bool}, Func{string}, CancellationToken)"/>
    public static async Task UntilAsync(
        Func<ValueTask<bool>> condition, Func<string> otherwise, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(started) > Patience) throw new TimeoutException(otherwise());
            await Task.Delay(Glance, TimeProvider.System, cancellationToken);
        }
    }
}
