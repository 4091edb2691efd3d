using System.Diagnostics;

namespace PdcBus;

/// <summary>The scripts in <c>build/brokers</c>, called from tests.</summary>
internal static class BrokerScripts
{
    private static readonly string? Folder = Find();

    /// <summary>Runs <c>build/brokers/{broker}</c>; null where the scripts cannot run.</summary>
    public static async Task<(int ExitCode, string Output)?> TryRunAsync(
        string broker, string[] arguments, CancellationToken cancellationToken)
    {
        if (Folder is null || OperatingSystem.IsWindows()) return null;
        var start = new ProcessStartInfo("bash", [Path.Combine(Folder, broker), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode, (await output + await errors).Trim());
    }

    /// <summary>The same, for a call that has to succeed.</summary>
    public static async Task<string> RunAsync(
        string broker, string[] arguments, CancellationToken cancellationToken)
    {
        var result = await TryRunAsync(broker, arguments, cancellationToken);
        return result is (0, var output)
            ? output
            : throw new InvalidOperationException(
                $"build/brokers/{broker} {string.Join(' ', arguments)} failed: {result?.Output ?? "it cannot run here"}");
    }

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var scripts = Path.Combine(folder.FullName, "build", "brokers");
            if (Directory.Exists(scripts)) return scripts;
        }

        return null;
    }
}
