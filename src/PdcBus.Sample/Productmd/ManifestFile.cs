namespace PdcBus.Sample;

/// <summary>Paths of manifests: parted by slashes on every system.</summary>
internal static class ManifestFile
{
    public static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    /// <summary>The folder without a slash at its end; empty at the top.</summary>
    public static string FolderOf(string path) => path[..Math.Max(path.LastIndexOf('/'), 0)];
}
