namespace PdcBus;

/// <summary>
/// The family of a repository: values of <c>repo_family</c> that every installation knows. An open set:
/// expect others.
/// </summary>
public static class RepoFamilies
{
    /// <summary><c>dist</c>: Released content.</summary>
    public const string Dist = "dist";

    /// <summary><c>beta</c>: A beta.</summary>
    public const string Beta = "beta";

    /// <summary><c>htb</c>: A beta for chosen customers.</summary>
    public const string Htb = "htb";
}
