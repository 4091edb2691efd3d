using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>How the tree of a compose, a variant and an architecture did in its test.</summary>
/// <param name="Compose">The compose's id, at most 200 characters.</param>
/// <param name="Variant">The uid of the variant.</param>
/// <param name="Arch">The architecture, at most 50 characters.</param>
/// <param name="TestResult">
/// Its status, for example <c>untested</c>, <c>passed</c> or <c>failed</c>; an open set.
/// </param>
public sealed record ComposeTreeRttTest(
    [property: JsonPropertyName("compose")] string Compose,
    [property: JsonPropertyName("variant")] string Variant,
    [property: JsonPropertyName("arch")] string Arch,
    [property: JsonPropertyName("test_result")] string TestResult)
    : IChangeableResource
{
    /// <inheritdoc />
    public static string ResourceName => "compose-tree-rtt-tests";
}
