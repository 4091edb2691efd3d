namespace PdcBus.Sample;

/// <summary>A compose among others: by its date, then its type, then its number of that day.</summary>
internal sealed record ComposeAge(string Id, DateOnly Date, string Type, int Respin) : IComparable<ComposeAge>
{
    public int CompareTo(ComposeAge? other) => other is null
        ? 1
        : (Date, Type, Respin, Id).CompareTo((other.Date, other.Type, other.Respin, other.Id));
}
