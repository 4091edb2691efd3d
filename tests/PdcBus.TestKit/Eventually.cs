using Xunit;

namespace PdcBus;

/// <summary>Waits for what happens on another thread or in another process.</summary>
public static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Asks again and again until the condition holds; fails when the deadline has passed.</summary>
    /// <param name="condition">What has to become true.</param>
    /// <param name="within">How long it may take.</param>
    /// <param name="cancellationToken">Usually <c>TestContext.Current.CancellationToken</c>.</param>
    public static async Task IsTrueAsync(
        Func<ValueTask<bool>> condition, TimeSpan within, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(condition);
        var clock = TimeProvider.System;
        var started = clock.GetTimestamp();
        while (!await condition())
        {
            if (clock.GetElapsedTime(started) > within) Assert.Fail($"What was awaited did not happen within {within}.");
            await Task.Delay(Pause, clock, cancellationToken);
        }
    }

    /// <summary>The same for a condition that needs no waiting of its own.</summary>
    public static Task IsTrueAsync(Func<bool> condition, TimeSpan within, CancellationToken cancellationToken) =>
        IsTrueAsync(() => ValueTask.FromResult(condition()), within, cancellationToken);
}
