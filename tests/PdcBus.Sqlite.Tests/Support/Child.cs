using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace PdcBus;

/// <summary>A process of its own that works on a folder and tells what it has done, until it is killed.</summary>
internal sealed class Child : IDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Child(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "PdcBus.Sqlite.Child.dll"));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, e) => Receive(e.Data);
        _process.ErrorDataReceived += (_, e) => Receive(e.Data is null ? "" : $"error {e.Data}");
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Everything that it has said so far.</summary>
    public IReadOnlyCollection<string> Lines => _lines;

    /// <summary>The ids of all lines that begin with a word.</summary>
    public HashSet<Guid> Ids(string word) =>
    [
        .. _lines.Where(l => l.StartsWith($"{word} ", StringComparison.Ordinal))
            .Select(l => Guid.Parse(l.AsSpan(word.Length + 1))),
    ];

    /// <summary>The figure behind a word.</summary>
    public long Figure(string word) => long.Parse(
        _lines.Single(l => l.StartsWith($"{word} ", StringComparison.Ordinal)).AsSpan(word.Length + 1), CultureInfo.InvariantCulture);

    /// <summary>Waits until it has said so many lines, the last of which may have ended it.</summary>
    public Task HasSaidAsync(Func<IReadOnlyCollection<string>, bool> enough) => Eventually.IsTrueAsync(
        () => enough(_lines) || _process.HasExited, TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

    /// <summary>kill -9, at whatever it is doing.</summary>
    public async Task KillAsync()
    {
        Assert.False(_process.HasExited, $"The child ended by itself: {string.Join('\n', _lines.TakeLast(20))}");
        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await _end.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Waits until it has killed itself.</summary>
    public async Task HasDiedAsync()
    {
        await HasExitedAsync();
        Assert.True(_process.ExitCode is 128 + 9 or -1, $"It ended with {_process.ExitCode}: {string.Join('\n', _lines)}");
    }

    /// <summary>Waits until it has ended by itself, as it should.</summary>
    public async Task HasEndedAsync()
    {
        await HasExitedAsync();
        Assert.True(_process.ExitCode == 0, $"It ended with {_process.ExitCode}: {string.Join('\n', _lines)}");
    }

    /// <summary>SIGSTOP: it lives, and does nothing.</summary>
    public async Task FreezeAsync()
    {
        using var kill = Process.Start("kill", ["-STOP", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, kill.ExitCode);
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }

    private async Task HasExitedAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
        await _end.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    private void Receive(string? line)
    {
        if (line is null) _end.TrySetResult();
        else if (line.Length > 0) _lines.Enqueue(line);
    }
}
