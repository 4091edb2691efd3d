using System.Text.Json;

namespace PdcBus;

/// <summary>A bus that outlives its publishers: each message is a line <c>ID KEY NUMBER</c> of a file.</summary>
internal sealed class FileBus(string folder, Death death) : IMessenger, IDisposable
{
    private readonly StreamWriter _file = new(Path.Combine(folder, "bus.txt"), append: true) { AutoFlush = true };

    public async Task SendAsync(PdcMessage message, CancellationToken cancellationToken)
    {
        using var body = JsonDocument.Parse(message.Body);
        _file.WriteLine($"{message.Id} {message.OrderingKey} {body.RootElement.GetProperty("n")}");
        death.AtOneOfMany(DeathMoment.AfterPublish);
        await Task.Yield();
    }

    public void Dispose() => _file.Dispose();
}
