using System.Text.Json;

namespace PdcBus.Conformance.Tests;

/// <summary>A message as a subscriber reads it.</summary>
internal sealed class Captured(PdcMessage message)
{
    public string Topic => message.Topic;

    public JsonElement Body { get; } = JsonSerializer.Deserialize<JsonElement>(message.Body.Span);

    public string? Text(string field) => Body.GetProperty(field).GetString();

    public long Number(string field) => Body.GetProperty(field).GetInt64();

    public bool Has(string field) => Body.TryGetProperty(field, out _);
}
