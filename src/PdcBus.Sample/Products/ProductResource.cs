using System.Linq.Expressions;

namespace PdcBus.Sample;

internal sealed class ProductResource : Resource<ProductRow, Product>
{
    public override ResourceKey<ProductRow> Key { get; } = new(("short", row => row.Short));

    public override IReadOnlyList<ResourceField<ProductRow>> Fields { get; } =
    [
        Text("name", row => row.Name, max: 200),
        Text("short", row => row.Short, max: 200),
        Names("allowed_push_targets", row => row.AllowedPushTargets, ChoiceKind.PushTarget),
    ];

    protected override Expression<Func<ProductRow, Product>> Describe(ResourceScope scope) => row => new Product(
        row.Name,
        row.Short,
        row.Versions.Any(version => version.Releases.Any(release => release.Active)),
        row.Versions.OrderBy(version => version.Id).Select(version => version.ProductVersionId).ToList(),
        row.AllowedPushTargets);
}
