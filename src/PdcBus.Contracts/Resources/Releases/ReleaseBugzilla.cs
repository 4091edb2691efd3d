using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>Where the bugs of a <see cref="Release"/> are kept.</summary>
/// <param name="Product">The name of the product in Bugzilla.</param>
public sealed record ReleaseBugzilla(
    [property: JsonPropertyName("product")] string Product);
