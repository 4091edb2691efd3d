using Microsoft.EntityFrameworkCore;

namespace PdcBus.Sample;

[Index(nameof(Name), IsUnique = true)]
internal sealed class LabelRow : IRow
{
    public long Id { get; init; }

    public required string Name { get; set; }

    public required string Description { get; set; }
}
