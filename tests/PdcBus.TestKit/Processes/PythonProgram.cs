using System.ComponentModel;
using System.Diagnostics;
using System.Threading.Channels;

namespace PdcBus;

/// <summary>A subscriber, consumer or relay in Python: tells what it sees in lines, and ends when its input ends.</summary>
public sealed class PythonProgram : IAsyncDisposable
{
    /// <summary>Names an interpreter to be tried first; else it is that of the system, where Debian's packages are.</summary>
    public const string Variable = "PDCBUS_TEST_PYTHON";

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly Task _reading;

    private PythonProgram(Process process)
    {
        _process = process;
        _reading = ReadAsync();
    }

    /// <summary>Starts a script. Where Python or what the script needs is missing the test is skipped.</summary>
    /// <param name="modules">What it imports: <c>zmq, cryptography</c>.</param>
    /// <param name="packages">Debian's names of that: <c>python3-zmq python3-cryptography</c>.</param>
    /// <param name="script">Its path, below the test project.</param>
    /// <param name="arguments">Its arguments.</param>
    public static PythonProgram Start(string modules, string packages, string script, params string[] arguments)
    {
        var interpreter = Interpreters().FirstOrDefault(i => CanImport(i, modules));
        Assert.SkipWhen(
            interpreter is null,
            $"No Python here has {modules}. On Debian: apt-get install {packages}; else name one that has, in {Variable}.");
        var path = Path.Combine(AppContext.BaseDirectory, script);
        return new PythonProgram(Process.Start(new ProcessStartInfo(interpreter, ["-W", "ignore", path, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!);
    }

    /// <summary>The next line that it prints.</summary>
    /// <exception cref="ChannelClosedException">It has ended; its error output is the test's.</exception>
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

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _reading;
        _process.Dispose();
    }

    private static IEnumerable<string> Interpreters()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named) yield return named;
        yield return "/usr/bin/python3";
        yield return "python3";
    }

    private static bool CanImport(string interpreter, string modules)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(interpreter, ["-c", $"import {modules}"]) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Exception error) when (error is Win32Exception or FileNotFoundException)
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
