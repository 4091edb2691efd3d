namespace PdcBus.Sample;

/// <summary>Where the sources of components are shown.</summary>
internal static class DistGit
{
    private const string Root = "http://pkgs.example.com/cgit/rpms/";

    /// <summary>The page of a component; of a branch of it, if one is named.</summary>
    public static string Url(string name, string? path, string? branch = null) =>
        $"{Root}{path ?? name}{(branch is null ? "" : $"?h={branch}")}";

    /// <summary>The branch of a component: its own or that of the release.</summary>
    public static string? Branch(string? own, ReleaseDistGit? release) => own ?? release?.Branch;
}
