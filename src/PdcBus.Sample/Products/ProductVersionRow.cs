using Microsoft.EntityFrameworkCore;

namespace PdcBus.Sample;

/// <summary>A version of a product, over all its releases.</summary>
[Index(nameof(ProductVersionId), IsUnique = true)]
internal sealed class ProductVersionRow : IRow
{
    public long Id { get; init; }

    /// <summary>For example <c>product-1</c>. It follows from short name and version.</summary>
    public required string ProductVersionId { get; set; }

    public required string Name { get; set; }

    public required string Short { get; set; }

    public required string Version { get; set; }

    public required ProductRow Product { get; set; }

    public List<string> AllowedPushTargets { get; set; } = [];

    public List<ReleaseRow> Releases { get; init; } = [];
}
