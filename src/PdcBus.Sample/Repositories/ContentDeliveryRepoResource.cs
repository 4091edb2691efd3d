using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace PdcBus.Sample;

internal sealed class ContentDeliveryRepoResource : Resource<ContentDeliveryRepoRow, ContentDeliveryRepo>
{
    private const string Release = "release_id";
    private const string Variant = "variant_uid";

    public override IReadOnlyList<ResourceField<ContentDeliveryRepoRow>> Fields { get; } =
    [
        Part(Release) with { Include = rows => rows.Include(row => row.Variant.Release) },
        Part(Variant),
        Text("arch", row => row.Arch, max: 50),
        Text("service", row => row.Service, max: 50, ChoiceKind.Service),
        Text("repo_family", row => row.RepoFamily, max: 50, ChoiceKind.RepoFamily),
        Text("content_format", row => row.ContentFormat, max: 50, ChoiceKind.ContentFormat),
        Text("content_category", row => row.ContentCategory, max: 50, ChoiceKind.ContentCategory),
        Text("name", row => row.Name, max: 2000),
        Value("shadow", row => row.Shadow, otherwise: false),
        Value("product_id", row => row.ProductId, otherwise: null),
    ];

    protected override Expression<Func<ContentDeliveryRepoRow, ContentDeliveryRepo>> Describe(ResourceScope scope) =>
        row => new ContentDeliveryRepo(
            row.Id,
            row.Variant.Release.ReleaseId,
            row.Variant.Uid,
            row.Arch,
            row.Service,
            row.RepoFamily,
            row.ContentFormat,
            row.ContentCategory,
            row.Name,
            row.Shadow,
            row.ProductId);

    protected override async Task CompleteAsync(
        ContentDeliveryRepoRow row, ResourceInput input, ResourceScope scope, CancellationToken cancellationToken)
    {
        var release = input.Text(Release) ?? row.Variant.Release.ReleaseId;
        var uid = input.Text(Variant) ?? row.Variant.Uid;
        var variant = await scope.Database.ReleaseVariants.Include(known => known.Release).SingleOrDefaultAsync(
            known => known.Release.ReleaseId == release && known.Uid == uid, cancellationToken);
        if (variant is null) input.Refuse(Variant, $"The release '{release}' has no variant '{uid}'.");
        else if (!variant.Arches.Contains(row.Arch)) input.Refuse("arch", $"The variant '{uid}' is not made for '{row.Arch}'.");
        else row.Variant = variant;
    }
}
