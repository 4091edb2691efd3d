namespace PdcBus;

/// <summary>What was counted.</summary>
/// <param name="Figures">The figures; above ten thousand messages an estimate.</param>
/// <param name="Orphans">Lanes with messages that nobody has held for a while.</param>
internal sealed record OutboxSample(OutboxFigures Figures, IReadOnlyList<string> Orphans)
{
    /// <summary>Up to here it is counted, above it is estimated.</summary>
    public const int ExactUpTo = 10_000;

    /// <summary>How long nobody holds a lane until it counts as an orphan.</summary>
    public static readonly TimeSpan OrphanAge = TimeSpan.FromMinutes(1);
}
