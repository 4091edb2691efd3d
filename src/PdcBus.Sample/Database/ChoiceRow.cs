using Microsoft.EntityFrameworkCore;

namespace PdcBus.Sample;

/// <summary>One value of an enumeration. They are rows, so an installation may add its own.</summary>
[PrimaryKey(nameof(Kind), nameof(Name))]
internal sealed class ChoiceRow
{
    /// <summary>Which enumeration, for example <c>arch</c>.</summary>
    public required string Kind { get; init; }

    public required string Name { get; init; }
}
