using System.Linq.Expressions;

namespace PdcBus.Sample;

internal sealed class ProductVersionResource : Resource<ProductVersionRow, ProductVersion>
{
    public override ResourceKey<ProductVersionRow> Key { get; } =
        new(("product_version_id", row => row.ProductVersionId));

    public override IReadOnlyList<ResourceField<ProductVersionRow>> Fields { get; } =
    [
        Text("name", row => row.Name, max: 200),
        Text("short", row => row.Short, max: 200),
        Text("version", row => row.Version, max: 200),
        Reference("product", row => row.Product, product => product.Short),
        Names("allowed_push_targets", row => row.AllowedPushTargets, ChoiceKind.PushTarget),
    ];

    protected override Expression<Func<ProductVersionRow, ProductVersion>> Describe(ResourceScope scope) =>
        row => new ProductVersion(
            row.Name,
            row.Short,
            row.Version,
            row.Releases.Any(release => release.Active),
            row.ProductVersionId,
            row.Product.Short,
            row.Releases.OrderBy(release => release.Id).Select(release => release.ReleaseId).ToList(),
            row.AllowedPushTargets);

    protected override Task CompleteAsync(
        ProductVersionRow row, ResourceInput input, ResourceScope scope, CancellationToken cancellationToken)
    {
        row.ProductVersionId = $"{row.Short.ToLowerInvariant()}-{row.Version}";
        return Task.CompletedTask;
    }
}
