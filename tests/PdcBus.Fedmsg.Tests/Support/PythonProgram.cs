using System.Diagnostics;
using System.Threading.Channels;

namespace PdcBus.Fedmsg.Tests;

/// <summary>A consumer or relay in another language: tells what it sees in lines, and ends when its input ends.</summary>
internal sealed class PythonProgram : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    /// <summary>Debian's interpreter, with Debian's packages, before another one.</summary>
    private static readonly Lazy<string?> Interpreter = new(() => new[] { "/usr/bin/python3", "python3" }.FirstOrDefault(CanRun));

    private readonly Process _process;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly Task _reading;

    private PythonProgram(Process process)
    {
        _process = process;
        _reading = ReadAsync();
    }

    /// <summary>Starts a script of the folder <c>Consumers</c>; without Python and its two packages the test is skipped.</summary>
    public static PythonProgram Start(string script, params string[] arguments)
    {
        Assert.SkipWhen(
            Interpreter.Value is null, "Needs Python 3 with two packages: apt-get install python3-cryptography python3-zmq.");
        var path = Path.Combine(AppContext.BaseDirectory, "Consumers", script);
        return new PythonProgram(Process.Start(new ProcessStartInfo(Interpreter.Value, ["-W", "ignore", path, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!);
    }

    /// <summary>The next line that it prints.</summary>
    public async Task<string> LineAsync()
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        late.CancelAfter(Deadline);
        return await _lines.Reader.ReadAsync(late.Token);
    }

    /// <summary>Ends its input, and returns what it prints until it ends.</summary>
    public async Task<IReadOnlyList<string>> EndAsync()
    {
        _process.StandardInput.Close();
        await _reading.WaitAsync(Deadline, TestContext.Current.CancellationToken);
        return await _lines.Reader.ReadAllAsync().ToListAsync();
    }

    /// <summary>Ends it as a crash would.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _reading;
        _process.Dispose();
    }

    private static bool CanRun(string interpreter)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(interpreter, ["-c", "import zmq, cryptography"]) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or FileNotFoundException)
        {
            return false;
        }
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line) _lines.Writer.TryWrite(line);
        await _process.WaitForExitAsync();
        _lines.Writer.Complete();
    }
}
