using System.Diagnostics;
using System.Globalization;

namespace PdcBus;

/// <summary>Sends of which many are under way at once, as a relay's are; and those of other makes, for comparison.</summary>
internal static class PipelinedSends
{
    /// <summary>How many are under way at once.</summary>
    public const int Window = 256;

    /// <summary>The bytes of a body.</summary>
    public const int Size = 1024;

    /// <summary>Where a message goes.</summary>
    public const string Topic = "compose";

    private static readonly string Python = Environment.GetEnvironmentVariable("PDCBUS_TEST_PYTHON") ?? "/usr/bin/python3";

    /// <summary>Starts so many sends, and waits for the last.</summary>
    public static async Task RunAsync(int count, Func<Task> send)
    {
        var window = new Queue<Task>(Window);
        for (var i = 0; i < count; i++)
        {
            if (window.Count == Window) await window.Dequeue();
            window.Enqueue(send());
        }

        await Task.WhenAll(window);
    }

    /// <summary>A message of <see cref="Size"/>.</summary>
    public static PdcMessage Message() => new()
    {
        Id = Guid.CreateVersion7(),
        Topic = Topic,
        Body = Enumerable.Repeat((byte)'x', Size).ToArray(),
        Headers = new Dictionary<string, string> { [PdcHeaders.MessageId] = Guid.Empty.ToString(), [PdcHeaders.Author] = "jane" },
        CreatedAt = TimeProvider.System.GetUtcNow(),
    };

    /// <summary>Runs a sender in Python, which prints its rate.</summary>
    /// <param name="script">Its path, below this project.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<double> PythonAsync(
        string script, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        string[] all = [Path.Combine(AppContext.BaseDirectory, script), .. arguments];
        using var process = Process.Start(new ProcessStartInfo(Python, all) { RedirectStandardOutput = true })!;
        var rate = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return double.Parse(rate, CultureInfo.InvariantCulture);
    }
}
