using System.Globalization;
using System.Text.Json;

namespace PdcBus;

/// <summary>A receiver written by others in another language: qpid-proton, with <c>Python/receiver.py</c> around it.</summary>
internal sealed class ProtonReceiver : IAsyncDisposable
{
    private readonly PythonProgram _program;

    private ProtonReceiver(PythonProgram program) => _program = program;

    /// <summary>Attaches to an address. Where qpid-proton is missing the test is skipped.</summary>
    public static async Task<ProtonReceiver> AttachAsync(AmqpOnRabbitMq subject, string address)
    {
        var url = string.Create(CultureInfo.InvariantCulture, $"amqp://{subject.Server.Host}:{subject.Server.Port}");
        var program = PythonProgram.Start(
            "proton.reactor", "python3-qpid-proton", "Python/receiver.py",
            url, address, subject.User!.UserName, subject.User.Password);
        Assert.Equal("READY", await program.LineAsync());
        return new ProtonReceiver(program);
    }

    /// <summary>The next message.</summary>
    public async Task<JsonElement> ReceiveAsync() => JsonElement.Parse(await _program.LineAsync());

    public async ValueTask DisposeAsync()
    {
        await _program.EndAsync();
        await _program.DisposeAsync();
    }
}
