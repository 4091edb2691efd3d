using System.Text;

namespace PdcBus;

/// <summary>Messages and what they are made of, with what a test does not care about filled in.</summary>
internal static class Make
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 8, 12, 0, 0, TimeSpan.Zero);

    public static PdcMessage Message(string topic, string? key = null, string body = "{}", DateTimeOffset? at = null)
    {
        var created = at ?? Noon;
        return new PdcMessage
        {
            Id = Guid.CreateVersion7(created),
            Topic = topic,
            Body = Encoding.UTF8.GetBytes(body),
            Headers = new Dictionary<string, string>(),
            OrderingKey = key,
            CreatedAt = created,
        };
    }

    public static OutboxEntry Entry(long position, string? key = null, DateTimeOffset? notBefore = null) =>
        new(position, Message($"m{position}", key), NotBefore: notBefore);
}
