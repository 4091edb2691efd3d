namespace PdcBus.Sample;

/// <summary>A part of a list.</summary>
/// <param name="Count">How many there are in all.</param>
/// <param name="Next">The URL of the next page; null on the last one.</param>
/// <param name="Previous">The URL of the page before; null on the first one.</param>
/// <param name="Results">The items of this page.</param>
public sealed record Page<T>(int Count, string? Next, string? Previous, IReadOnlyList<T> Results)
{
    /// <summary>The same page of something else.</summary>
    public Page<TOther> Select<TOther>(Func<T, TOther> represent) =>
        new(Count, Next, Previous, [.. Results.Select(represent)]);
}
