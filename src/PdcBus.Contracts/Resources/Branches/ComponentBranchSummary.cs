using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>A <see cref="ComponentBranch"/> without what care it gets.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">Its name.</param>
/// <param name="GlobalComponent">The name of the <see cref="GlobalComponent"/>.</param>
/// <param name="Type">For example <c>rpm</c> or <c>container</c>; an open set.</param>
/// <param name="CriticalPath">Whether the system does not work without it.</param>
/// <param name="Active">Whether it still gets some care.</param>
public sealed record ComponentBranchSummary(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("global_component")] string GlobalComponent,
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("critical_path")] bool CriticalPath,
    [property: JsonPropertyName("active")] bool Active);
