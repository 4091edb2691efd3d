namespace PdcBus.Sample;

/// <summary>Lists of composes, as other things show them.</summary>
internal static class ComposeIds
{
    /// <summary>Each once, the oldest first.</summary>
    public static List<string> Of(List<ComposeAge> some, List<ComposeAge> others) =>
        [.. some.Union(others).Order().Select(compose => compose.Id)];

    /// <summary>Each once, in the order in which they came.</summary>
    public static List<string> Of(List<string> ids) => [.. ids.Distinct()];
}
