using Microsoft.EntityFrameworkCore;

namespace PdcBus.Sample;

/// <summary>A component of one release.</summary>
[Index("ReleaseId", nameof(Name), IsUnique = true)]
internal sealed class ReleaseComponentRow : IRow
{
    public long Id { get; init; }

    public required ReleaseRow Release { get; set; }

    public required GlobalComponentRow GlobalComponent { get; set; }

    public BugzillaComponentRow? BugzillaComponent { get; set; }

    public required string Name { get; set; }

    public string? BrewPackage { get; set; }

    /// <summary>Its own branch; null if it has that of the release.</summary>
    public string? DistGitBranch { get; set; }

    public bool Active { get; set; } = true;

    public required string Type { get; set; }

    public SourceRpm? Srpm { get; set; }
}
