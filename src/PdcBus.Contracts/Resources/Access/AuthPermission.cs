using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>One thing that members of an <see cref="AuthGroup"/> may do.</summary>
/// <param name="Codename">What it allows: <c>add_group</c>.</param>
/// <param name="AppLabel">The part of the application that it belongs to.</param>
/// <param name="Model">What it allows that with.</param>
public sealed record AuthPermission(
    [property: JsonPropertyName("codename")] string Codename,
    [property: JsonPropertyName("app_label")] string AppLabel,
    [property: JsonPropertyName("model")] string Model);
