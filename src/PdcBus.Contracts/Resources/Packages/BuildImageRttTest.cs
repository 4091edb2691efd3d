using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>How an image that a build made did in its test.</summary>
/// <param name="Id">Its number.</param>
/// <param name="BuildNvr">Name, version and release of the build, at most 200 characters.</param>
/// <param name="Format">For example <c>docker</c>; an open set; at most 30 characters.</param>
/// <param name="TestResult">
/// Its status, for example <c>untested</c>, <c>passed</c> or <c>failed</c>; an open set.
/// </param>
public sealed record BuildImageRttTest(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("build_nvr")] string BuildNvr,
    [property: JsonPropertyName("format")] string Format,
    [property: JsonPropertyName("test_result")] string TestResult)
    : IChangeableResource
{
    /// <inheritdoc />
    public static string ResourceName => "build-image-rtt-tests";
}
