using System.Linq.Expressions;

namespace PdcBus.Sample;

internal sealed class ReleaseVariantResource : Resource<ReleaseVariantRow, ReleaseVariant>
{
    public override ResourceKey<ReleaseVariantRow> Key { get; } =
        new(("release", row => row.Release.ReleaseId), ("uid", row => row.Uid));

    public override IReadOnlyList<ResourceField<ReleaseVariantRow>> Fields { get; } =
    [
        Reference("release", row => row.Release, release => release.ReleaseId),
        Text("id", row => row.VariantId, max: 100),
        Text("uid", row => row.Uid, max: 200),
        Text("name", row => row.Name, max: 300),
        Text("type", row => row.Type, max: 100, ChoiceKind.VariantType),
        Names("arches", row => row.Arches, ChoiceKind.Arch, isRequired: true),
        TextOrNull("variant_version", row => row.VariantVersion, max: 100),
        TextOrNull("variant_release", row => row.VariantRelease, max: 100),
        Names("allowed_push_targets", row => row.AllowedPushTargets, ChoiceKind.PushTarget),
    ];

    protected override Expression<Func<ReleaseVariantRow, ReleaseVariant>> Describe(ResourceScope scope) =>
        row => new ReleaseVariant(
            row.Release.ReleaseId,
            row.VariantId,
            row.Uid,
            row.Name,
            row.Type,
            row.Arches,
            row.VariantVersion,
            row.VariantRelease,
            row.AllowedPushTargets);
}
