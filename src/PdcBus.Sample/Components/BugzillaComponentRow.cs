using Microsoft.EntityFrameworkCore;

namespace PdcBus.Sample;

/// <summary>A component in Bugzilla. They form trees.</summary>
[Index(nameof(ParentId), nameof(Name), IsUnique = true)]
[Index(nameof(Tree))]
internal sealed class BugzillaComponentRow : IRow
{
    public long Id { get; init; }

    public required string Name { get; set; }

    public long? ParentId { get; set; }

    public BugzillaComponentRow? Parent { get; set; }

    /// <summary>What all components of a tree have in common, so that one query reads them all.</summary>
    public Guid Tree { get; set; } = Guid.NewGuid();
}
