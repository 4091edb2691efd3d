namespace PdcBus.Sample;

/// <summary>Absolute URLs of resources, as the client that asks reaches them.</summary>
internal static class ApiUrl
{
    /// <summary>For example <c>http://localhost:5000/rest_api/v1/labels/1/</c>.</summary>
    public static string Of(HttpRequest request, string resource, string key) =>
        $"{request.Scheme}://{request.Host}{request.PathBase}/rest_api/v1/{resource}/{Uri.EscapeDataString(key)}/";
}
