namespace PdcBus.Sample;

/// <summary>A row with a number of its own.</summary>
internal interface IRow
{
    long Id { get; }
}
