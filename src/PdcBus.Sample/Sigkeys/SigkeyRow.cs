using Microsoft.EntityFrameworkCore;

namespace PdcBus.Sample;

[Index(nameof(KeyId), IsUnique = true)]
internal sealed class SigkeyRow : IRow
{
    public long Id { get; init; }

    /// <summary>For example <c>1234adbf</c>.</summary>
    public required string KeyId { get; set; }

    public string? Name { get; set; }

    public string Description { get; set; } = "";
}
