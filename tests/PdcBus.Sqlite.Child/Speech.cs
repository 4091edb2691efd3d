namespace PdcBus;

/// <summary>What the test hears of this process: lines that are written whole.</summary>
internal static class Speech
{
    private static readonly Lock Gate = new();

    public static void Say(string line)
    {
        lock (Gate) Console.Out.WriteLine(line);
    }

    /// <summary>Between two looks at what somebody else does.</summary>
    public static Task PauseAsync() => Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, CancellationToken.None);

    public static async Task ReadyAsync()
    {
        Say("ready");
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, CancellationToken.None);
    }
}
