namespace PdcBus;

/// <summary>
/// What a repository or tree is for: values of <c>content_category</c> and <c>synced_content</c> that every
/// installation knows. An open set: expect others.
/// </summary>
public static class ContentCategories
{
    /// <summary><c>binary</c>: What is installed.</summary>
    public const string Binary = "binary";

    /// <summary><c>debug</c>: Debug information.</summary>
    public const string Debug = "debug";

    /// <summary><c>source</c>: Sources.</summary>
    public const string Source = "source";
}
