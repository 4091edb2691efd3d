namespace PdcBus.Sample;

/// <summary>One change: the whole thing before and after it, as JSON.</summary>
internal sealed class ChangeRow
{
    public long Id { get; init; }

    public long ChangesetId { get; init; }

    /// <summary>What was changed, for example <c>label</c>; <c>notice</c> for a remark.</summary>
    public required string Resource { get; init; }

    /// <summary>Its number; 0 for a remark.</summary>
    public required long ResourceId { get; init; }

    /// <summary>Null if it was created.</summary>
    public required string? OldValue { get; init; }

    /// <summary>Null if it was deleted.</summary>
    public required string? NewValue { get; init; }
}
