using System.Text.Json.Nodes;

namespace PdcBus.Conformance.Tests;

/// <summary>A request as a golden file has it.</summary>
internal record GoldenRequest
{
    public string Method { get; init; } = "POST";

    /// <summary>Below the root of the API.</summary>
    public required string Path { get; init; }

    /// <summary>Null if there is none. A field that names a golden file stands for what is in it.</summary>
    public JsonNode? Body { get; init; }

    public Task<HttpResponseMessage> SendAsync(SampleServer pdc)
    {
        var body = Body?.DeepClone();
        foreach (var (field, value) in (body as JsonObject)?.ToList() ?? [])
        {
            if (value is JsonValue text && text.TryGetValue(out string? file) && file.EndsWith(".json", StringComparison.Ordinal))
            {
                body![field] = Golden.Node(file);
            }
        }

        return pdc.SendAsync(HttpMethod.Parse(Method), $"/rest_api/v1/{Path}", body);
    }
}
