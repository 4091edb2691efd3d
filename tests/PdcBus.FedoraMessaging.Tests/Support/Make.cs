using System.Text;

namespace PdcBus.FedoraMessaging.Tests;

/// <summary>Messages with what a test does not care about filled in.</summary>
internal static class Make
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 8, 12, 0, 0, TimeSpan.Zero);

    public static PdcMessage Message(
        string topic = "compose", string body = "{}", PdcNotice? notice = null, DateTimeOffset? at = null) => new()
    {
        Id = Guid.CreateVersion7(at ?? Noon),
        Topic = topic,
        Body = Encoding.UTF8.GetBytes(body),
        Headers = new Dictionary<string, string>(),
        CreatedAt = at ?? Noon,
        Notice = notice,
    };

    public static PdcNotice Affecting(int rpms) => new()
    {
        AffectedObjects = [.. Enumerable.Range(0, rpms).Select(i => new PdcAffectedObject(PdcObjectKind.Rpm, $"package-{i}"))],
    };
}
