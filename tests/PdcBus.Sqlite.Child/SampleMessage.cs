using System.Text;

namespace PdcBus;

/// <summary>Messages of about 1 KB with all their columns.</summary>
internal static class SampleMessage
{
    public const string Lane = "bus";

    private static readonly string Filler = new('x', 700);

    public static PdcMessage New(string topic, string? key, int number)
    {
        var now = TimeProvider.System.GetUtcNow();
        return new PdcMessage
        {
            Id = Guid.CreateVersion7(now),
            Topic = topic,
            Body = Encoding.UTF8.GetBytes($"{{\"n\":{number},\"filler\":\"{Filler}\"}}"),
            Headers = new Dictionary<string, string> { ["author"] = "child" },
            OrderingKey = key,
            CreatedAt = now,
        };
    }
}
