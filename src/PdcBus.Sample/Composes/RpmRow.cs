using Microsoft.EntityFrameworkCore;

namespace PdcBus.Sample;

[Index(nameof(Nevra), IsUnique = true)]
internal sealed class RpmRow
{
    public long Id { get; init; }

    /// <summary>The written form of the five that follow.</summary>
    public required string Nevra { get; init; }

    public required string Name { get; init; }

    public required int Epoch { get; init; }

    public required string Version { get; init; }

    public required string Release { get; init; }

    public required string Arch { get; init; }

    public required string SourceName { get; init; }

    /// <summary>The source RPM that it was built from; null for a source RPM.</summary>
    public required string? SourceNevra { get; init; }

    public required string FileName { get; init; }
}
