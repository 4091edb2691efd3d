namespace PdcBus;

/// <summary>
/// What a repository holds: values of <c>content_format</c> that every installation knows. An open set:
/// expect others.
/// </summary>
public static class ContentFormats
{
    /// <summary><c>rpm</c>: RPM packages.</summary>
    public const string Rpm = "rpm";

    /// <summary><c>iso</c>: Images of discs.</summary>
    public const string Iso = "iso";

    /// <summary><c>kickstart</c>: Trees to install from.</summary>
    public const string Kickstart = "kickstart";

    /// <summary><c>comps</c>: Groups of packages.</summary>
    public const string Comps = "comps";

    /// <summary><c>docker</c>: Container images.</summary>
    public const string Docker = "docker";

    /// <summary><c>dud</c>: Disks with drivers.</summary>
    public const string Dud = "dud";
}
