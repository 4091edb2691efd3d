using System.Globalization;
using Xunit.v3;

namespace PdcBus.Conformance.Tests;

/// <summary>
/// Says which of the 43 numbered cases of the original's behaviour a test shows. Run one with
/// <c>--filter-trait Case=14</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CaseAttribute(int number) : Attribute, ITraitAttribute
{
    public int Number { get; } = number;

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() =>
        [new("Case", Number.ToString(CultureInfo.InvariantCulture))];
}
