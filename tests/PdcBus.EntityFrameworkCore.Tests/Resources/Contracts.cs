namespace PdcBus;

/// <summary>An article as subscribers see it.</summary>
public sealed record Article(
    string Name, string? Vendor, int? Width, string? Seal, IReadOnlyList<string> Lines, IReadOnlyList<string> Tags)
    : IAddableResource, IChangeableResource, IRemovableResource
{
    public static string ResourceName => "articles";
}

/// <summary>A shelf as subscribers see it: they hear of its changes alone.</summary>
public sealed record Shelf(string Name) : IChangeableResource
{
    public static string ResourceName => "shelves";
}
