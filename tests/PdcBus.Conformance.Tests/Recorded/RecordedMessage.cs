using System.Text.Json.Nodes;

namespace PdcBus.Conformance.Tests;

/// <summary>A message of the original, as it was.</summary>
/// <param name="Topic">With the dot in front.</param>
/// <param name="Message">The body.</param>
internal sealed record RecordedMessage(string Topic, JsonNode Message);
