namespace PdcBus;

/// <summary>
/// The kind of a release: values of <c>release_type</c> that every installation knows. An open set:
/// expect others.
/// </summary>
public static class ReleaseTypes
{
    /// <summary><c>ga</c>: General availability.</summary>
    public const string Ga = "ga";

    /// <summary><c>updates</c>: Updates of it.</summary>
    public const string Updates = "updates";

    /// <summary><c>eus</c>: Extended update support.</summary>
    public const string Eus = "eus";

    /// <summary><c>aus</c>: Advanced update support.</summary>
    public const string Aus = "aus";

    /// <summary><c>els</c>: Extended life-cycle support.</summary>
    public const string Els = "els";

    /// <summary><c>fast</c>: A fast track.</summary>
    public const string Fast = "fast";
}
