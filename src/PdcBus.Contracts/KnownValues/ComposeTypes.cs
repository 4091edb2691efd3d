namespace PdcBus;

/// <summary>
/// What a compose is made for: values of <c>compose_type</c> that every installation knows. An open set:
/// expect others.
/// </summary>
public static class ComposeTypes
{
    /// <summary><c>production</c>: It may be shipped.</summary>
    public const string Production = "production";

    /// <summary><c>nightly</c>: It is made every night.</summary>
    public const string Nightly = "nightly";

    /// <summary><c>test</c>: It is made to try something.</summary>
    public const string Test = "test";
}
