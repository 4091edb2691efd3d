using Microsoft.EntityFrameworkCore;

namespace PdcBus.Sample;

/// <summary>A product, over all its versions.</summary>
[Index(nameof(Short), IsUnique = true)]
internal sealed class ProductRow : IRow
{
    public long Id { get; init; }

    public required string Name { get; set; }

    public required string Short { get; set; }

    public List<string> AllowedPushTargets { get; set; } = [];

    public List<ProductVersionRow> Versions { get; init; } = [];
}
