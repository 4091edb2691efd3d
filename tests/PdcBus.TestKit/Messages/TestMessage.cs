using System.Text;

namespace PdcBus;

/// <summary>Messages as the core would make them, without an application around.</summary>
public static class TestMessage
{
    /// <summary>A message with the headers that every message has.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="body">The body as text.</param>
    /// <param name="headers">More headers; one of the usual names replaces that one.</param>
    public static PdcMessage Of(
        string topic, string body = "{}", IReadOnlyDictionary<string, string>? headers = null) =>
        Of(topic, Encoding.UTF8.GetBytes(body), headers);

    /// <summary>The same with a body of octets.</summary>
    public static PdcMessage Of(
        string topic, ReadOnlyMemory<byte> body, IReadOnlyDictionary<string, string>? headers = null)
    {
        var now = TimeProvider.System.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        var all = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [PdcHeaders.MessageId] = id.ToString(),
            [PdcHeaders.Author] = "jane",
        };
        foreach (var (name, value) in headers ?? new Dictionary<string, string>()) all[name] = value;
        return new PdcMessage { Id = id, Topic = topic, Body = body, Headers = all, CreatedAt = now };
    }
}
