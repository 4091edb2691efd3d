using System.Linq.Expressions;

namespace PdcBus.Sample;

internal sealed class ReleaseResource : Resource<ReleaseRow, Release>
{
    public override ResourceKey<ReleaseRow> Key { get; } = new(("release_id", row => row.ReleaseId));

    public override IReadOnlyList<ResourceField<ReleaseRow>> Fields { get; } =
    [
        Text("short", row => row.Short, max: 200),
        Text("version", row => row.Version, max: 200),
        Text("name", row => row.Name, max: 255),
        TextOrNull("base_product", row => row.BaseProduct, max: 200),
        Value("active", row => row.Active, otherwise: true),
        ReferenceOrNull("product_version", row => row.ProductVersion, version => version.ProductVersionId),
        Text("release_type", row => row.ReleaseType, max: 255, ChoiceKind.ReleaseType),
        ReferenceOrNull("integrated_with", row => row.IntegratedWith, release => release.ReleaseId),
        ReferenceOrNull("sigkey", row => row.Sigkey, sigkey => sigkey.KeyId),
        Value("allow_buildroot_push", row => row.AllowBuildrootPush, otherwise: false),
        Names("allowed_debuginfo_services", row => row.AllowedDebuginfoServices, ChoiceKind.Service),
        Names("allowed_push_targets", row => row.AllowedPushTargets, ChoiceKind.PushTarget),
        Value("bugzilla", row => row.Bugzilla, otherwise: null),
        Value("dist_git", row => row.DistGit, otherwise: null),
    ];

    protected override Expression<Func<ReleaseRow, Release>> Describe(ResourceScope scope) =>
        row => new Release(
            row.ReleaseId,
            row.Short,
            row.Version,
            row.Name,
            row.BaseProduct,
            row.Active,
            row.ProductVersion!.ProductVersionId,
            row.ReleaseType,
            ComposeIds.Of(
                row.Composes
                    .Select(one => new ComposeAge(one.ComposeId, one.Date, one.Type, one.Respin)).ToList(),
                row.LinkedComposes
                    .Select(one => new ComposeAge(one.ComposeId, one.Date, one.Type, one.Respin)).ToList()),
            row.IntegratedWith!.ReleaseId,
            row.Sigkey!.KeyId,
            row.AllowBuildrootPush,
            row.AllowedDebuginfoServices,
            row.AllowedPushTargets,
            row.Bugzilla,
            row.DistGit);

    protected override Task CompleteAsync(
        ReleaseRow row, ResourceInput input, ResourceScope scope, CancellationToken cancellationToken)
    {
        row.ReleaseId = ReleaseIds.Of(row.Short, row.Version, row.ReleaseType, row.BaseProduct);
        return Task.CompletedTask;
    }
}
