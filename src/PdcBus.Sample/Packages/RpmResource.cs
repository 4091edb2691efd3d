using System.Linq.Expressions;

namespace PdcBus.Sample;

internal sealed class RpmResource : Resource<RpmRow, Rpm>
{
    private const string SourceArch = "src";

    public override IReadOnlyList<ResourceField<RpmRow>> Fields { get; } =
    [
        Text("name", row => row.Name, max: 200),
        Text("version", row => row.Version, max: 200),
        Value("epoch", row => row.Epoch),
        Text("release", row => row.Release, max: 200),
        Text("arch", row => row.Arch, max: 200, ChoiceKind.Arch),
        Text("srpm_name", row => row.SourceName, max: 200),
        TextOrNull("srpm_nevra", row => row.SourceNevra, max: 200),
        Text("filename", row => row.FileName, max: 4096, otherwise: ""),
        References("linked_releases", row => row.LinkedReleases, release => release.ReleaseId),
        RpmDependencyField.Of<RpmRow>("dependencies", (row, dependencies) => row.Dependencies = dependencies),
        ReferenceOrNull("built_for_release", row => row.BuiltForRelease, release => release.ReleaseId),
        TextOrNull("srpm_commit_hash", row => row.SourceCommitHash, max: 200),
        TextOrNull("srpm_commit_branch", row => row.SourceCommitBranch, max: 200),
    ];

    protected override Expression<Func<RpmRow, object?>>[] Parts => [row => row.LinkedReleases];

    protected override Expression<Func<RpmRow, Rpm>> Describe(ResourceScope scope) =>
        row => new Rpm(
            row.Id,
            row.Name,
            row.Version,
            row.Epoch,
            row.Release,
            row.Arch,
            row.SourceName,
            row.SourceNevra,
            row.FileName,
            row.LinkedReleases.OrderBy(release => release.Id).Select(release => release.ReleaseId).ToList(),
            ComposeIds.Of(row.Places
                .OrderBy(place => place.VariantArch!.Variant.Compose.Id)
                .Select(place => place.VariantArch!.Variant.Compose.ComposeId)
                .ToList()),
            row.Dependencies,
            row.BuiltForRelease!.ReleaseId,
            row.SourceCommitHash,
            row.SourceCommitBranch);

    protected override Task CompleteAsync(
        RpmRow row, ResourceInput input, ResourceScope scope, CancellationToken cancellationToken)
    {
        if (row.Epoch < 0) input.Refuse("epoch", "An epoch is not negative.");
        if (row.SourceNevra is null != (row.Arch == SourceArch))
        {
            input.Refuse("srpm_nevra", $"It is null for the arch {SourceArch}, and for no other.");
        }

        row.Nevra = new Nevra(row.Name, row.Epoch, row.Version, row.Release, row.Arch).ToString();
        if (row.FileName.Length == 0) row.FileName = $"{row.Name}-{row.Version}-{row.Release}.{row.Arch}.rpm";
        return Task.CompletedTask;
    }
}
