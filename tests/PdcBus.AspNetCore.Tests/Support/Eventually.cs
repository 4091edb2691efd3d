namespace PdcBus;

/// <summary>Waits for what becomes true a moment after the response.</summary>
public static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    public static async Task TrueAsync(Func<bool> condition)
    {
        var clock = TimeProvider.System;
        var start = clock.GetTimestamp();
        while (!condition())
        {
            Assert.True(clock.GetElapsedTime(start) < Deadline, "The condition did not come true within 20 s.");
            await Task.Delay(Pause, clock, TestContext.Current.CancellationToken);
        }
    }
}
