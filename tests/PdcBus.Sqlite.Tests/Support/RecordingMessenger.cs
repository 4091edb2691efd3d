using System.Collections.Concurrent;
using System.Text.Json;

namespace PdcBus;

/// <summary>A bus that takes everything and remembers the composes.</summary>
internal sealed class RecordingMessenger : IMessenger
{
    private readonly ConcurrentQueue<string> _composes = new();

    public IReadOnlyCollection<string> Composes => _composes;

    public Task SendAsync(PdcMessage message, CancellationToken cancellationToken)
    {
        using var body = JsonDocument.Parse(message.Body);
        _composes.Enqueue(body.RootElement.GetProperty("compose_id").GetString()!);
        return Task.CompletedTask;
    }
}
