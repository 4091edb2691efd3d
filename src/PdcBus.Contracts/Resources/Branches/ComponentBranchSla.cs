using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>A kind of care that a branch gets, and until when.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Sla">The name of the <see cref="ComponentSlaType"/>.</param>
/// <param name="Branch">The branch.</param>
/// <param name="Eol">The day on which it ends.</param>
public sealed record ComponentBranchSla(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("sla")] string Sla,
    [property: JsonPropertyName("branch")] ComponentBranchSummary Branch,
    [property: JsonPropertyName("eol")] DateOnly Eol)
    : IAddableResource, IChangeableResource, IRemovableResource
{
    /// <inheritdoc />
    public static string ResourceName => "component-branch-slas";
}
