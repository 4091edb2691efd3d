using System.Text;

namespace PdcBus;

/// <summary>A frame that a scripted server has received, unescaped by the rules of STOMP 1.2.</summary>
public sealed record StompPeerFrame(string Command, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body)
{
    /// <summary>The first value of a header; null if there is none.</summary>
    public string? this[string name] => Headers.FirstOrDefault(h => h.Key == name).Value;

    /// <summary>The body as text.</summary>
    public string Text => Encoding.UTF8.GetString(Body);
}
