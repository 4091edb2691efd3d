using System.Text.Json;
using System.Text.Json.Serialization;

namespace PdcBus.Fedmsg.Tests;

/// <summary>What the consumer in the other language says about a message.</summary>
/// <param name="Topic">The first frame.</param>
/// <param name="MessageId">Null if it was not accepted.</param>
/// <param name="Number">Null if it was not accepted.</param>
/// <param name="Flaw">Why it was not accepted; null if it was.</param>
internal sealed record ConsumerLine(
    [property: JsonPropertyName("topic")] string Topic,
    [property: JsonPropertyName("msg_id")] string? MessageId,
    [property: JsonPropertyName("i")] long? Number,
    [property: JsonPropertyName("flaw")] string? Flaw)
{
    public static ConsumerLine Parse(string line) => JsonSerializer.Deserialize<ConsumerLine>(line)!;
}
