using System.Diagnostics;
using System.Text.Json;

namespace PdcBus;

/// <summary>A subscriber written by others in another language: stomp.py, with <c>Python/subscriber.py</c> around it.</summary>
internal sealed class PythonSubscriber : IAsyncDisposable
{
    /// <summary>Names the Python that has stomp.py; else it is that of the system.</summary>
    public const string Variable = "PDCBUS_TEST_PYTHON";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly string Python =
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named : "/usr/bin/python3";

    private readonly Process _process;

    private PythonSubscriber(Process process) => _process = process;

    /// <summary>Subscribes. Where stomp.py is missing the test is skipped.</summary>
    public static async Task<PythonSubscriber> SubscribeAsync(
        Uri server, string destination, CancellationToken cancellationToken)
    {
        Assert.SkipUnless(
            await HasStompAsync(cancellationToken),
            $"stomp.py is not here. On Debian: apt-get install python3-stomp; else name a Python that has it in {Variable}.");
        var user = server.UserInfo.Split(':').Select(Uri.UnescapeDataString).ToArray();
        var port = server.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var subscriber = new PythonSubscriber(Start(
            Path.Combine(AppContext.BaseDirectory, "Python", "subscriber.py"), server.Host, port, user[0], user[1], destination));
        Assert.Equal("READY", await subscriber.ReadAsync(cancellationToken));
        return subscriber;
    }

    /// <summary>The next message: its headers and its body.</summary>
    public async Task<(IReadOnlyDictionary<string, string> Headers, byte[] Body)> ReceiveAsync(
        CancellationToken cancellationToken)
    {
        using var json = JsonDocument.Parse(await ReadAsync(cancellationToken));
        var headers = json.RootElement.GetProperty("headers").EnumerateObject()
            .ToDictionary(header => header.Name, header => header.Value.GetString()!);
        return (headers, json.RootElement.GetProperty("body").GetBytesFromBase64());
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        _process.Dispose();
    }

    private static async Task<bool> HasStompAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(Python)) return false;
        using var process = Start("-c", "import stomp");
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0;
    }

    private static Process Start(params string[] arguments) => Process.Start(new ProcessStartInfo(Python, arguments)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    private async Task<string> ReadAsync(CancellationToken cancellationToken) =>
        await _process.StandardOutput.ReadLineAsync(cancellationToken).AsTask().WaitAsync(Patience, cancellationToken)
        ?? throw new InvalidOperationException($"stomp.py has ended: {await _process.StandardError.ReadToEndAsync(cancellationToken)}");
}
