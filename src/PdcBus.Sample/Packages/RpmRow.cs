using Microsoft.EntityFrameworkCore;

namespace PdcBus.Sample;

[Index(nameof(Nevra), IsUnique = true)]
internal sealed class RpmRow : IRow
{
    public long Id { get; init; }

    /// <summary>The written form of the five that follow.</summary>
    public required string Nevra { get; set; }

    public required string Name { get; set; }

    public required int Epoch { get; set; }

    public required string Version { get; set; }

    public required string Release { get; set; }

    public required string Arch { get; set; }

    public required string SourceName { get; set; }

    /// <summary>The source RPM that it was built from; null for a source RPM.</summary>
    public required string? SourceNevra { get; set; }

    public required string FileName { get; set; }

    public RpmDependencies Dependencies { get; set; } = new([], [], [], [], [], []);

    public ReleaseRow? BuiltForRelease { get; set; }

    public string? SourceCommitHash { get; set; }

    public string? SourceCommitBranch { get; set; }

    /// <summary>Releases that it belongs to without a compose.</summary>
    public List<ReleaseRow> LinkedReleases { get; set; } = [];

    public List<ComposeRpmRow> Places { get; init; } = [];
}
