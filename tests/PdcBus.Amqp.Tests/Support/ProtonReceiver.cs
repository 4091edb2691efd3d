using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace PdcBus;

/// <summary>A receiver written by others in another language: qpid-proton, with <c>Python/receiver.py</c> around it.</summary>
internal sealed class ProtonReceiver : IAsyncDisposable
{
    /// <summary>Names the Python that has qpid-proton; else it is that of the system.</summary>
    public const string Variable = "PDCBUS_TEST_PYTHON";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly string Python =
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named : "/usr/bin/python3";

    private readonly Process _process;

    private ProtonReceiver(Process process) => _process = process;

    /// <summary>Attaches to an address. Where qpid-proton is missing the test is skipped.</summary>
    public static async Task<ProtonReceiver> AttachAsync(
        AmqpOnRabbitMq subject, string address, CancellationToken cancellationToken)
    {
        Assert.SkipUnless(
            await HasProtonAsync(cancellationToken),
            $"qpid-proton is not here. On Debian: apt-get install python3-qpid-proton; else name a Python that has it in {Variable}.");
        var url = string.Create(CultureInfo.InvariantCulture, $"amqp://{subject.Server.Host}:{subject.Server.Port}");
        var receiver = new ProtonReceiver(Start(
            Path.Combine(AppContext.BaseDirectory, "Python", "receiver.py"), url, address,
            subject.User!.UserName, subject.User.Password));
        Assert.Equal("READY", await receiver.ReadAsync(cancellationToken));
        return receiver;
    }

    /// <summary>The next message.</summary>
    public async Task<JsonElement> ReceiveAsync(CancellationToken cancellationToken)
    {
        using var json = JsonDocument.Parse(await ReadAsync(cancellationToken));
        return json.RootElement.Clone();
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        _process.Dispose();
    }

    private static async Task<bool> HasProtonAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(Python)) return false;
        using var process = Start("-c", "import proton.reactor");
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
        ?? throw new InvalidOperationException($"qpid-proton has ended: {await _process.StandardError.ReadToEndAsync(cancellationToken)}");
}
