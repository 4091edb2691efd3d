using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace PdcBus.Sample;

internal sealed class ComposeTreeResource : Resource<ComposeTreeRow, ComposeTreeLocation>
{
    private const string Compose = "compose";
    private const string Variant = "variant";
    private const string Arch = "arch";

    public override ResourceKey<ComposeTreeRow> Key { get; } = new(
        (Compose, row => row.VariantArch.Variant.Compose.ComposeId),
        (Variant, row => row.VariantArch.Variant.Uid),
        (Arch, row => row.VariantArch.Arch),
        ("location", row => row.Location),
        ("scheme", row => row.Scheme));

    public override bool IsReplaceable => false;

    public override IReadOnlyList<ResourceField<ComposeTreeRow>> Fields { get; } =
    [
        Part(Compose) with { Include = rows => rows.Include(row => row.VariantArch.Variant.Compose) },
        Part(Variant),
        Part(Arch),
        Text("location", row => row.Location, max: 255, ChoiceKind.Location),
        Text("scheme", row => row.Scheme, max: 255, ChoiceKind.Scheme),
        Text("url", row => row.Url, max: 255),
        Names("synced_content", row => row.SyncedContent, ChoiceKind.ContentCategory, isRequired: true),
    ];

    protected override Expression<Func<ComposeTreeRow, ComposeTreeLocation>> Describe(ResourceScope scope) =>
        row => new ComposeTreeLocation(
            row.VariantArch.Variant.Compose.ComposeId,
            row.VariantArch.Variant.Uid,
            row.VariantArch.Arch,
            row.Location,
            row.Scheme,
            row.Url,
            row.SyncedContent);

    protected override async Task CompleteAsync(
        ComposeTreeRow row, ResourceInput input, ResourceScope scope, CancellationToken cancellationToken)
    {
        var compose = input.Text(Compose) ?? row.VariantArch.Variant.Compose.ComposeId;
        var variant = input.Text(Variant) ?? row.VariantArch.Variant.Uid;
        var arch = input.Text(Arch) ?? row.VariantArch.Arch;
        var place = await scope.Database.VariantArches.SingleOrDefaultAsync(
            known => known.Arch == arch && known.Variant.Uid == variant && known.Variant.Compose.ComposeId == compose,
            cancellationToken);
        if (place is null) input.Refuse(Variant, $"The compose '{compose}' has no variant '{variant}' for '{arch}'.");
        else row.VariantArch = place;
    }
}
