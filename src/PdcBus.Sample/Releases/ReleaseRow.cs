using Microsoft.EntityFrameworkCore;

namespace PdcBus.Sample;

[Index(nameof(ReleaseId), IsUnique = true)]
internal sealed class ReleaseRow : IRow
{
    public long Id { get; init; }

    /// <summary>For example <c>tp-1.0</c>.</summary>
    public required string ReleaseId { get; set; }

    public required string Name { get; set; }

    public required string Short { get; set; }

    public required string Version { get; set; }

    public required string ReleaseType { get; set; }

    /// <summary>The product that it is layered on. There is no list of these to look it up in.</summary>
    public string? BaseProduct { get; set; }

    public bool Active { get; set; } = true;

    public ProductVersionRow? ProductVersion { get; set; }

    /// <summary>The release that this one is integrated with; null for one that stands alone.</summary>
    public ReleaseRow? IntegratedWith { get; set; }

    public SigkeyRow? Sigkey { get; set; }

    public bool AllowBuildrootPush { get; set; }

    public List<string> AllowedDebuginfoServices { get; set; } = [];

    public List<string> AllowedPushTargets { get; set; } = [];

    public ReleaseBugzilla? Bugzilla { get; set; }

    public ReleaseDistGit? DistGit { get; set; }

    public List<ComposeRow> Composes { get; init; } = [];

    /// <summary>Composes of other releases that carry it too.</summary>
    public List<ComposeRow> LinkedComposes { get; init; } = [];
}
