namespace PdcBus;

/// <summary>
/// The kind of a <see cref="ReleaseComponent"/>: values of <c>type</c> that every installation knows. An open set:
/// expect others.
/// </summary>
public static class ComponentTypes
{
    /// <summary><c>rpm</c>: It becomes RPM packages.</summary>
    public const string Rpm = "rpm";

    /// <summary><c>container</c>: It becomes a container image.</summary>
    public const string Container = "container";
}
