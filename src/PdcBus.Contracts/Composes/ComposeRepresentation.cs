using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>A compose as the REST API shows it, and as <see cref="ComposeUpdated"/> carries it twice.</summary>
/// <param name="ComposeId">The compose's id, at most 200 characters.</param>
/// <param name="ComposeDate">The day it was composed.</param>
/// <param name="ComposeType">For example <c>production</c>, <c>nightly</c> or <c>test</c>; an open set.</param>
/// <param name="ComposeRespin">Which compose of that day and type it is, from 0.</param>
/// <param name="Release">The id of the release that it belongs to.</param>
/// <param name="ComposeLabel">The label of a milestone; null if it has none.</param>
/// <param name="Deleted">Whether it is marked as deleted.</param>
/// <param name="RpmMappingTemplate">The URL of its RPM mapping, with the literal <c>{{package}}</c> in it.</param>
/// <param name="Sigkeys">The ids of the keys that signed its RPMs; a null stands for RPMs that are not signed.</param>
/// <param name="AcceptanceTesting">For example <c>untested</c>, <c>passed</c> or <c>failed</c>; an open set.</param>
/// <param name="LinkedReleases">The ids of other releases that it belongs to.</param>
/// <param name="RttTestedArchitectures">The test status by variant uid, then by architecture.</param>
public sealed record ComposeRepresentation(
    [property: JsonPropertyName("compose_id")] string ComposeId,
    [property: JsonPropertyName("compose_date")] DateOnly ComposeDate,
    [property: JsonPropertyName("compose_type")] string ComposeType,
    [property: JsonPropertyName("compose_respin")] int ComposeRespin,
    [property: JsonPropertyName("release")] string Release,
    [property: JsonPropertyName("compose_label")] string? ComposeLabel,
    [property: JsonPropertyName("deleted")] bool Deleted,
    [property: JsonPropertyName("rpm_mapping_template")] string RpmMappingTemplate,
    [property: JsonPropertyName("sigkeys")] IReadOnlyList<string?> Sigkeys,
    [property: JsonPropertyName("acceptance_testing")] string AcceptanceTesting,
    [property: JsonPropertyName("linked_releases")] IReadOnlyList<string> LinkedReleases,
    [property: JsonPropertyName("rtt_tested_architectures")]
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> RttTestedArchitectures);
