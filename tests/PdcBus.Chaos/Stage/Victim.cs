using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace PdcBus;

/// <summary>A process of the application.</summary>
internal sealed class Victim : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<Written> _written = new();
    private readonly ConcurrentQueue<string> _log = new();
    private readonly Task _reading;
    private volatile bool _isReady;
    private volatile bool _isDone;
    private volatile bool _hasObeyed;
    private volatile bool _isFrozen;

    private Victim(Process process)
    {
        _process = process;
        _reading = Task.WhenAll(ReadAsync(), ReadLogAsync());
    }

    /// <summary>What it says it has written.</summary>
    public IReadOnlyCollection<Written> Written => _written;

    public static Victim Start(VictimOptions options)
    {
        var program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "PdcBus.Chaos.exe" : "PdcBus.Chaos");
        var start = new ProcessStartInfo(program, ["victim", options.Write()])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return new Victim(Process.Start(start)!);
    }

    /// <summary>Waits until it has begun to write.</summary>
    public Task ReadyAsync(CancellationToken cancellationToken) => UntilAsync(() => _isReady, "start", cancellationToken);

    /// <summary>Waits until it has written all that it was told to.</summary>
    public Task DoneAsync(CancellationToken cancellationToken) => UntilAsync(() => _isDone, "write", cancellationToken);

    /// <summary>Waits until it has killed itself.</summary>
    public async Task DiedAsync(CancellationToken cancellationToken)
    {
        await Deadline.UntilAsync(() => _process.HasExited, () => $"It did not die.\n{Log}", cancellationToken);
        await _reading;
    }

    /// <summary>Ends it as a crash would.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        await _reading;
    }

    /// <summary>Asks it to stop, and waits until it has.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        Signal("TERM");
        await Deadline.UntilAsync(() => _process.HasExited, () => $"It did not stop.\n{Log}", cancellationToken);
        await _reading;
        if (_process.ExitCode != 0) throw new InvalidOperationException($"It stopped with {_process.ExitCode}.\n{Log}");
    }

    public void Freeze()
    {
        _isFrozen = true;
        Signal("STOP");
    }

    public void Thaw()
    {
        Signal("CONT");
        _isFrozen = false;
    }

    /// <summary>Puts its clock forward.</summary>
    public async Task ShiftClockAsync(TimeSpan by, CancellationToken cancellationToken)
    {
        _hasObeyed = false;
        await _process.StandardInput.WriteLineAsync(
            string.Create(CultureInfo.InvariantCulture, $"clock {by.TotalSeconds}").AsMemory(), cancellationToken);
        await _process.StandardInput.FlushAsync(cancellationToken);
        await UntilAsync(() => _hasObeyed, "obey", cancellationToken);
    }

    /// <summary>Waits until it has written so many more.</summary>
    public Task WroteAsync(int more, CancellationToken cancellationToken)
    {
        var goal = _written.Count + more;
        return UntilAsync(() => _written.Count >= goal || _isDone, $"write {more} more", cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_isFrozen) Thaw();
        await KillAsync();
        _process.Dispose();
    }

    private string Log => string.Join('\n', _log.TakeLast(40));

    private Task UntilAsync(Func<bool> condition, string what, CancellationToken cancellationToken) => Deadline.UntilAsync(
        () => condition() || (_process.HasExited
            ? throw new InvalidOperationException($"It has ended with {_process.ExitCode} and did not {what}.\n{Log}")
            : false),
        () => $"It did not {what}.\n{Log}",
        cancellationToken);

    private void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            switch (line.Split(' '))
            {
                case ["written", var key, var number, var id]:
                    _written.Enqueue(new Written(key, long.Parse(number, CultureInfo.InvariantCulture), Guid.Parse(id)));
                    break;
                case ["ready"]:
                    _isReady = true;
                    break;
                case ["done"]:
                    _isDone = true;
                    break;
                case ["obeyed"]:
                    _hasObeyed = true;
                    break;
                default:
                    _log.Enqueue(line);
                    break;
            }
        }
    }

    private async Task ReadLogAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line) _log.Enqueue(line);
    }
}
