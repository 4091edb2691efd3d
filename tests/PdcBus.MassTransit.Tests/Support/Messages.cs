using System.Text;

namespace PdcBus;

/// <summary>Messages as the relay would hand them over.</summary>
internal static class Messages
{
    public static PdcMessage Make(string topic = "compose", string body = """{"action":"create"}""") => new()
    {
        Id = Guid.CreateVersion7(),
        Topic = topic,
        Body = Encoding.UTF8.GetBytes(body),
        Headers = new Dictionary<string, string>(),
        CreatedAt = TimeProvider.System.GetUtcNow(),
    };

    /// <summary>So many messages whose bodies are their numbers.</summary>
    public static PdcMessage[] Numbered(int count) =>
        [.. Enumerable.Range(0, count).Select(i => Make(body: i.ToString(System.Globalization.CultureInfo.InvariantCulture)))];
}
