using System.Text.Json.Serialization;

namespace PdcBus;

/// <summary>What an <see cref="Rpm"/> needs and offers, each as RPM writes it: <c>bash &gt;= 4.0</c>.</summary>
/// <param name="Conflicts">What it cannot be installed with.</param>
/// <param name="Obsoletes">What it replaces.</param>
/// <param name="Provides">What it offers.</param>
/// <param name="Recommends">What it works better with.</param>
/// <param name="Requires">What it cannot do without.</param>
/// <param name="Suggests">What goes well with it.</param>
public sealed record RpmDependencies(
    [property: JsonPropertyName("conflicts")] IReadOnlyList<string> Conflicts,
    [property: JsonPropertyName("obsoletes")] IReadOnlyList<string> Obsoletes,
    [property: JsonPropertyName("provides")] IReadOnlyList<string> Provides,
    [property: JsonPropertyName("recommends")] IReadOnlyList<string> Recommends,
    [property: JsonPropertyName("requires")] IReadOnlyList<string> Requires,
    [property: JsonPropertyName("suggests")] IReadOnlyList<string> Suggests);
