using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>What the OpenShift build service does with a component.</summary>
/// <param name="Component">The component.</param>
/// <param name="Autorebuild">Whether it is built again by itself; null if nobody has decided.</param>
public sealed record OsbsComponent(
    [property: JsonPropertyName("component")] ReleaseComponentReference Component,
    [property: JsonPropertyName("autorebuild")] bool? Autorebuild)
    : IChangeableResource
{
    /// <inheritdoc />
    public static string ResourceName => "osbs";
}
