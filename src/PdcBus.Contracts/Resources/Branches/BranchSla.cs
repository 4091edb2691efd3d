using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>A kind of care that a <see cref="ComponentBranch"/> gets.</summary>
/// <param name="Id">The number of the <see cref="ComponentBranchSla"/>.</param>
/// <param name="Sla">The name of the <see cref="ComponentSlaType"/>.</param>
/// <param name="Eol">The day on which it ends.</param>
public sealed record BranchSla(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("sla")] string Sla,
    [property: JsonPropertyName("eol")] DateOnly Eol);
