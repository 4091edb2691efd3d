using System.Diagnostics;
using System.Text.RegularExpressions;
using System.Threading.Channels;

namespace PdcBus.Conformance.Tests;

/// <summary>The sample as a program of its own, with its data in a folder, until it is killed.</summary>
internal sealed partial class SampleProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

    private SampleProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, e) =>
        {
            if (e.Data is null) _lines.Writer.Complete();
            else _lines.Writer.TryWrite(e.Data);
        };
        process.BeginOutputReadLine();
    }

    public HttpClient Client { get; } = new();

    /// <summary>Starts the program in a folder, where its database lies too, and waits until it listens.</summary>
    public static async Task<SampleProcess> StartAsync(string folder, params (string Key, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            ArgumentList =
            {
                Path.Combine(AppContext.BaseDirectory, "PdcBus.Sample.dll"),
                "--urls", "http://127.0.0.1:0",
                "--Sample:Database", Path.Combine(folder, "pdc.db"),
            },
        };
        foreach (var (key, value) in settings)
        {
            start.ArgumentList.Add($"--{key}");
            start.ArgumentList.Add(value);
        }

        // What chooses a messenger for this test run is not meant for the program.
        foreach (var name in start.Environment.Keys.Where(k => Settings().IsMatch(k)).ToList()) start.Environment.Remove(name);
        var program = new SampleProcess(Process.Start(start)!);
        try
        {
            program.Client.BaseAddress = new Uri(await program.ReadUntilAsync("Now listening on: (http://.*)$"));
            return program;
        }
        catch
        {
            await program.DisposeAsync();
            throw;
        }
    }

    /// <summary>Returns what the group of the pattern holds in the next line that fits.</summary>
    public async Task<string> ReadUntilAsync(string pattern)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromMinutes(1));
        await foreach (var line in _lines.Reader.ReadAllAsync(deadline.Token))
        {
            if (Regex.Match(line, pattern) is { Success: true } match) return match.Groups[1].Value;
        }

        throw new InvalidOperationException($"The program ended before it wrote a line like {pattern}.");
    }

    /// <summary>kill -9, or nothing if it has ended.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await KillAsync();
        _process.Dispose();
    }

    [GeneratedRegex("^(PdcBus|Sample|ASPNETCORE|DOTNET_ENV|Logging)")]
    private static partial Regex Settings();
}
