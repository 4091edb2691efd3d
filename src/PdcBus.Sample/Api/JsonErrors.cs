using System.Text.Json;

namespace PdcBus.Sample;

/// <summary>What is wrong with a body, without the inner names that the serializer's own messages tell.</summary>
internal static class JsonErrors
{
    public static string Describe(JsonException exception) => Describe(exception.Path ?? "");

    /// <param name="path">Where the reader stopped: <c>$.name</c>.</param>
    public static string Describe(string path) => path.TrimStart('$', '.') is { Length: > 0 } field
        ? $"The body does not fit: the value of {field} is not what is expected there."
        : "The body is not the JSON object that is expected.";
}
