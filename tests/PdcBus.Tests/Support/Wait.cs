namespace PdcBus;

/// <summary>Waits for a condition with a deadline: the patience of a test is real time, whatever clock is under test.</summary>
internal static class Wait
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(1);

    public static async Task UntilAsync(Func<bool> condition, string what)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Deadline, $"Waited in vain until {what}.");
            await Task.Delay(Glance, TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Awaits a task that must end soon.</summary>
    public static Task ForAsync(Task task) => task.WaitAsync(Deadline, TestContext.Current.CancellationToken);
}
