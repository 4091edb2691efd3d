using System.Globalization;
using System.Text.Json;

namespace PdcBus;

/// <summary>A subscriber written by others in another language: stomp.py, with <c>Python/subscriber.py</c> around it.</summary>
internal sealed class PythonSubscriber : IAsyncDisposable
{
    private readonly PythonProgram _program;

    private PythonSubscriber(PythonProgram program) => _program = program;

    /// <summary>Subscribes. Where stomp.py is missing the test is skipped.</summary>
    public static async Task<PythonSubscriber> SubscribeAsync(Uri server, string destination)
    {
        var user = server.UserInfo.Split(':').Select(Uri.UnescapeDataString).ToArray();
        var port = server.Port.ToString(CultureInfo.InvariantCulture);
        var program = PythonProgram.Start(
            "stomp", "python3-stomp", "Python/subscriber.py", server.Host, port, user[0], user[1], destination);
        Assert.Equal("READY", await program.LineAsync());
        return new PythonSubscriber(program);
    }

    /// <summary>The next message: its headers and its body.</summary>
    public async Task<(IReadOnlyDictionary<string, string> Headers, byte[] Body)> ReceiveAsync()
    {
        var message = JsonElement.Parse(await _program.LineAsync());
        var headers = message.GetProperty("headers").EnumerateObject()
            .ToDictionary(header => header.Name, header => header.Value.GetString()!);
        return (headers, message.GetProperty("body").GetBytesFromBase64());
    }

    public async ValueTask DisposeAsync()
    {
        await _program.EndAsync();
        await _program.DisposeAsync();
    }
}
