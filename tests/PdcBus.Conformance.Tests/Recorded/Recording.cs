using System.Text.Json;

namespace PdcBus.Conformance.Tests;

/// <summary>What the original sent when it was run, with the requests that make it possible to ask for the same.</summary>
/// <param name="Given">Requests that prepare something, by what they prepare.</param>
/// <param name="Requests">The requests whose messages were recorded.</param>
internal sealed record Recording(IReadOnlyDictionary<string, GoldenRequest[]> Given, RecordedRequest[] Requests)
{
    public static Recording Instance { get; } =
        Golden.Element("recorded-messages.json").Deserialize<Recording>(JsonSerializerOptions.Web)!;

    public static RecordedRequest Of(string name) => Instance.Requests.Single(request => request.Name == name);
}
