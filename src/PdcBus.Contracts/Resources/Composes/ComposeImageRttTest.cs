using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>How an image of a compose did in its test.</summary>
/// <param name="Compose">The compose's id, at most 200 characters.</param>
/// <param name="Variant">The uid of the variant.</param>
/// <param name="Arch">The architecture.</param>
/// <param name="FileName">The name of the image, at most 200 characters.</param>
/// <param name="TestResult">
/// Its status, for example <c>untested</c>, <c>passed</c> or <c>failed</c>; an open set.
/// </param>
public sealed record ComposeImageRttTest(
    [property: JsonPropertyName("compose")] string Compose,
    [property: JsonPropertyName("variant")] string Variant,
    [property: JsonPropertyName("arch")] string Arch,
    [property: JsonPropertyName("file_name")] string FileName,
    [property: JsonPropertyName("test_result")] string TestResult)
    : IChangeableResource
{
    /// <inheritdoc />
    public static string ResourceName => "compose-image-rtt-tests";
}
