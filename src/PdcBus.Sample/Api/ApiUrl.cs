using System.Globalization;

namespace PdcBus.Sample;

/// <summary>Absolute URLs of resources, as the client that asks reaches them.</summary>
internal static class ApiUrl
{
    public const string Path = "/rest_api/v1/";

    // What may stand in a segment of a path as it is, and is escaped by .NET all the same. RFC 3986, 3.3.
    private static readonly (string Escaped, string Plain)[] Spared =
        [("%3A", ":"), ("%40", "@"), ("%2B", "+"), ("%2C", ","), ("%3D", "=")];

    /// <summary>For example <c>http://localhost:5000/rest_api/v1/</c>.</summary>
    public static string Root(HttpRequest request) =>
        $"{request.Scheme}://{request.Host}{request.PathBase}{Path}";

    /// <summary>For example <c>http://localhost:5000/rest_api/v1/labels/1/</c>.</summary>
    public static string Of(HttpRequest request, string resource, string key) =>
        Join(Root(request) + resource, key);

    /// <summary>The same, for queries that know the root.</summary>
    public static string Of(string root, string resource, long id) =>
        Join(root + resource, id.ToString(CultureInfo.InvariantCulture));

    /// <summary>The URL of a resource with a key of one segment or several behind it.</summary>
    public static string Join(string resource, params string[] key) =>
        $"{resource}/{string.Join('/', key.Select(Escape))}/";

    private static string Escape(string segment) => Spared.Aggregate(
        Uri.EscapeDataString(segment),
        (escaped, spared) => escaped.Replace(spared.Escaped, spared.Plain, StringComparison.Ordinal));
}
