using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace PdcBus.Conformance.Tests;

internal static class ResponseExtensions
{
    public static Task<JsonElement> JsonAsync(this HttpResponseMessage response) =>
        response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);

    /// <summary>Checks that the answer is a problem of this status, and returns what it says.</summary>
    public static async Task<string> ProblemAsync(this HttpResponseMessage response, HttpStatusCode status)
    {
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await response.JsonAsync();
        if (problem.TryGetProperty("detail", out var detail)) return detail.GetString()!;
        return problem.TryGetProperty("errors", out var errors) ? errors.GetRawText() : "";
    }
}
